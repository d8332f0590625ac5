package dev.seveneight.local.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of the template's intrinsic functions on this machine. Parameters have their defaults
 * (or the value given here), and a table's name is its logical id. Only the functions that the
 * template uses where it matters locally are known.
 */
public final class TemplateValues {
  /** The end of a placeholder for the name of a table's stream. */
  public static final String STREAM_ARN = ".StreamArn";

  private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([^}]*)}");

  private static final Map<String, String> PSEUDO_PARAMETERS =
      Map.of(
          "AWS::Region", "local",
          "AWS::AccountId", "000000000000",
          "AWS::Partition", "aws",
          "AWS::StackName", "seven-eight",
          "AWS::URLSuffix", "localhost");

  private final Map<String, String> references = new HashMap<>(PSEUDO_PARAMETERS);
  private final Map<String, TemplateNode> conditions;

  TemplateValues(TemplateNode template, Map<String, String> parameters) {
    Map<String, TemplateNode> declared =
        template.find("Parameters").map(TemplateNode::entries).orElse(Map.of());
    for (String name : parameters.keySet()) {
      if (!declared.containsKey(name)) {
        throw template.complaint("there is no parameter " + name);
      }
    }
    declared.forEach(
        (name, parameter) -> {
          String value = parameters.get(name);
          references.put(name, value != null ? value : parameter.get("Default").rawText());
        });
    this.conditions = template.find("Conditions").map(TemplateNode::entries).orElse(Map.of());
    template
        .get("Resources")
        .entries()
        .forEach(
            (id, resource) -> {
              if (resource.get("Type").rawText().equals("AWS::DynamoDB::Table")) {
                references.put(id, id);
              }
            });
  }

  /** Returns the text of a scalar. */
  String text(TemplateNode node) {
    Optional<String> intrinsic = node.intrinsic();
    if (intrinsic.isEmpty()) {
      return node.rawText();
    }
    return switch (intrinsic.get()) {
      case "Ref" -> reference(node, node.rawText());
      case "Sub" -> substitute(node);
      case "If" -> text(branch(node));
      case "GetAtt" -> streamName(node);
      default ->
          throw node.complaint(
              "the local runner does not understand !" + intrinsic.get() + " here");
    };
  }

  int number(TemplateNode node) {
    String text = text(node);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw node.complaint("expected a whole number, found " + text);
    }
  }

  boolean flag(TemplateNode node) {
    String text = text(node);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw node.complaint("expected true or false, found " + text);
    };
  }

  private String substitute(TemplateNode node) {
    Matcher matcher = SUBSTITUTION.matcher(node.rawText());
    return matcher.replaceAll(match -> Matcher.quoteReplacement(reference(node, match.group(1))));
  }

  private String reference(TemplateNode node, String name) {
    String value = references.get(name);
    if (value == null) {
      throw node.complaint("the local runner has no value for " + name);
    }
    return value;
  }

  /** Returns a placeholder, because the stream has a name only after its table was created. */
  private String streamName(TemplateNode node) {
    String attribute = node.rawText();
    if (!attribute.endsWith(STREAM_ARN)) {
      throw node.complaint("the local runner does not understand !GetAtt here");
    }
    return reference(node, attribute.substring(0, attribute.length() - STREAM_ARN.length()))
        + STREAM_ARN;
  }

  private TemplateNode branch(TemplateNode node) {
    List<TemplateNode> parts = arguments(node, 3);
    return holds(parts.get(0), parts.get(0).rawText()) ? parts.get(1) : parts.get(2);
  }

  private boolean holds(TemplateNode node, String condition) {
    TemplateNode definition = conditions.get(condition);
    if (definition == null) {
      throw node.complaint("there is no condition " + condition);
    }
    return evaluate(definition);
  }

  private boolean evaluate(TemplateNode node) {
    String function = node.intrinsic().orElse("");
    return switch (function) {
      case "Equals" -> {
        List<TemplateNode> sides = arguments(node, 2);
        yield text(sides.get(0)).equals(text(sides.get(1)));
      }
      case "Not" -> !evaluate(arguments(node, 1).get(0));
      case "Condition" -> holds(node, node.rawText());
      default ->
          throw node.complaint("the local runner understands !Equals, !Not and !Condition only");
    };
  }

  private static List<TemplateNode> arguments(TemplateNode node, int count) {
    List<TemplateNode> items = node.items();
    if (items.size() != count) {
      throw node.complaint("expected " + count + " values, found " + items.size());
    }
    return items;
  }
}
