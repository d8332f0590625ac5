package dev.seveneight.local.template;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a resource of type {@code AWS::Serverless::Function}. */
final class FunctionReader {
  /** Lambda's timeout if a template does not set one. */
  private static final int DEFAULT_TIMEOUT_SECONDS = 3;

  private static final Set<String> PROPERTIES =
      Set.of(
          "Handler",
          "Timeout",
          "Environment",
          "Events",
          // Properties without a counterpart on one machine.
          "Architectures",
          "AutoPublishAlias",
          "AutoPublishAliasAllProperties",
          "CodeUri",
          "DeploymentPreference",
          "Description",
          "EventInvokeConfig",
          "LoggingConfig",
          "MemorySize",
          "Policies",
          "ReservedConcurrentExecutions",
          "Role",
          "Runtime",
          "SnapStart",
          "Tags",
          "VersionDescription");

  private final Optional<TemplateNode> globals;
  private final TemplateValues values;

  FunctionReader(TemplateNode template, TemplateValues values) {
    this.values = values;
    this.globals =
        template
            .find("Globals")
            .flatMap(section -> section.find("Function"))
            .map(section -> section.allowing(PROPERTIES));
  }

  FunctionDefinition read(String name, TemplateNode resource) {
    TemplateNode properties = resource.get("Properties").allowing(PROPERTIES);
    String handler =
        property(properties, "Handler")
            .map(values::text)
            .orElseThrow(() -> properties.complaint("Handler is missing"));
    if (handler.contains("::")) {
      throw properties.get("Handler").complaint("expected the name of a RequestStreamHandler");
    }
    int timeoutSeconds =
        property(properties, "Timeout").map(values::number).orElse(DEFAULT_TIMEOUT_SECONDS);
    Map<String, String> environment = new LinkedHashMap<>();
    globals.ifPresent(section -> addEnvironment(section, environment));
    addEnvironment(properties, environment);
    return new FunctionDefinition(
        name, handler, Duration.ofSeconds(timeoutSeconds), Map.copyOf(environment));
  }

  private Optional<TemplateNode> property(TemplateNode properties, String name) {
    return properties.find(name).or(() -> globals.flatMap(section -> section.find(name)));
  }

  private void addEnvironment(TemplateNode properties, Map<String, String> environment) {
    properties
        .find("Environment")
        .flatMap(section -> section.find("Variables"))
        .ifPresent(
            variables ->
                variables
                    .entries()
                    .forEach((name, value) -> environment.put(name, values.text(value))));
  }
}
