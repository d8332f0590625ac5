package dev.seveneight;

import static dev.seveneight.TemplateText.at;
import static dev.seveneight.TemplateText.listOf;
import static dev.seveneight.TemplateText.mapAt;
import static dev.seveneight.TemplateText.properties;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a function may do according to template.yaml.
 *
 * @param actionsByResource actions such as {@code dynamodb:GetItem}, by the resource that they are
 *     allowed on: {@code LedgerTable} for the table, {@code LedgerTable/index/ByTime} for an index
 *     of it
 */
record Permissions(Map<String, Set<String>> actionsByResource) {

  static Permissions of(String function) {
    Map<String, Set<String>> actionsByResource = new HashMap<>();
    for (Object each : statements(function)) {
      Map<String, Object> statement = mapAt(Map.of("statement", each), "statement");
      if (!statement.keySet().equals(Set.of("Sid", "Effect", "Action", "Resource"))
          || !"Allow".equals(statement.get("Effect"))) {
        throw new IllegalStateException(function + " has a statement of another kind " + statement);
      }
      for (Object resource : listOf(statement.get("Resource"))) {
        Set<String> actions =
            actionsByResource.computeIfAbsent(name(resource), name -> new TreeSet<>());
        listOf(statement.get("Action")).forEach(action -> actions.add(action.toString()));
      }
    }
    return new Permissions(actionsByResource);
  }

  boolean allow(String action, String resource) {
    return actionsByResource.getOrDefault(resource, Set.of()).contains(action);
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
