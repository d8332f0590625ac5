package dev.seveneight;

import static dev.seveneight.TemplateText.at;
import static dev.seveneight.TemplateText.listOf;
import static dev.seveneight.TemplateText.mapAt;
import static dev.seveneight.TemplateText.properties;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a function may do according to template.yaml: its statements, each of which allows.
 *
 * @param grants what each statement allows on each of its resources
 */
record Permissions(List<Grant> grants) {
  private static final Set<String> MEMBERS = Set.of("Sid", "Effect", "Action", "Resource");
  private static final Set<String> MEMBERS_WITH_CONDITION =
      Set.of("Sid", "Effect", "Action", "Resource", "Condition");

  /**
   * Actions on a resource.
   *
   * @param actions such as {@code dynamodb:GetItem}
   * @param resource {@code LedgerTable} for the table, {@code LedgerTable/index/ByTime} for an
   *     index of it
   * @param leadingKeys which partition keys the actions are limited to; empty for any
   */
  record Grant(Set<String> actions, String resource, Optional<LeadingKeys> leadingKeys) {
    private boolean allows(String action, String onResource, Set<String> partitionKeys) {
      return resource.equals(onResource)
          && actions.contains(action)
          && leadingKeys.map(limit -> limit.allow(partitionKeys)).orElse(true);
    }
  }

  static Permissions of(String function) {
    List<Grant> grants = new ArrayList<>();
    for (Object each : statements(function)) {
      Map<String, Object> statement = mapAt(Map.of("statement", each), "statement");
      boolean isKnown =
          statement.keySet().equals(MEMBERS) || statement.keySet().equals(MEMBERS_WITH_CONDITION);
      if (!isKnown || !"Allow".equals(statement.get("Effect"))) {
        throw new IllegalStateException(function + " has a statement of another kind " + statement);
      }
      Set<String> actions = new TreeSet<>();
      listOf(statement.get("Action")).forEach(action -> actions.add(action.toString()));
      Optional<LeadingKeys> leadingKeys =
          statement.containsKey("Condition")
              ? Optional.of(LeadingKeys.of(mapAt(statement, "Condition")))
              : Optional.empty();
      for (Object resource : listOf(statement.get("Resource"))) {
        grants.add(new Grant(actions, name(resource), leadingKeys));
      }
    }
    return new Permissions(grants);
  }

  /** The actions by the resource that they are allowed on, whatever their partition keys. */
  Map<String, Set<String>> actionsByResource() {
    Map<String, Set<String>> actionsByResource = new HashMap<>();
    for (Grant grant : grants) {
      actionsByResource
          .computeIfAbsent(grant.resource(), resource -> new TreeSet<>())
          .addAll(grant.actions());
    }
    return actionsByResource;
  }

  /**
   * Whether a request is allowed.
   *
   * @param partitionKeys those that the request names; none for a scan
   */
  boolean allow(String action, String resource, Set<String> partitionKeys) {
    return grants.stream().anyMatch(grant -> grant.allows(action, resource, partitionKeys));
  }

  private static List<Object> statements(String function) {
    Map<String, Object> properties = properties(function);
    if (!properties.containsKey("Role")) {
      return statements(properties, "Statement");
    }
    String role = at(properties, "Role", "Fn::GetAtt").toString().replace(".Arn", "");
    return statements(properties(role), "PolicyDocument", "Statement");
  }

  private static List<Object> statements(Map<String, Object> properties, String... path) {
    List<Object> statements = new ArrayList<>();
    for (Object policy : listOf(properties.get("Policies"))) {
      statements.addAll(listOf(at(mapAt(Map.of("policy", policy), "policy"), path)));
    }
    return statements;
  }

  /** The logical id in an ARN, and what follows it. */
  private static String name(Object arn) {
    if (arn instanceof Map<?, ?> intrinsic) {
      String reference = intrinsic.values().iterator().next().toString();
      return reference.replaceAll("[${}]", "").replaceFirst("\\.Arn", "");
    }
    return arn.toString();
  }
}
