package dev.seveneight.local.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of template.yaml that matter on one machine: tables, functions, routes and streams. The
 * local system runs from the same template that is deployed, so none of this is defined twice. Only
 * the constructs that the template uses are understood; any other is a {@link TemplateException}
 * that names its place.
 *
 * @param tables the tables by logical id, which is the local table's name
 * @param functions the functions by logical id
 * @param routes the routes of the HTTP API
 * @param streams the streams that are delivered to functions
 */
public record Template(
    Map<String, TableDefinition> tables,
    Map<String, FunctionDefinition> functions,
    List<RouteDefinition> routes,
    List<StreamSource> streams) {

  /** Resources that guard or watch the system in the cloud and have no effect here. */
  private static final Set<String> WITHOUT_COUNTERPART =
      Set.of(
          "AWS::CloudWatch::Alarm",
          "AWS::IAM::Role",
          "AWS::Logs::LogGroup",
          "AWS::SNS::Topic",
          "AWS::SNS::TopicPolicy",
          "AWS::SQS::Queue",
          "AWS::SQS::QueuePolicy",
          // The functions declare its routes.
          "AWS::Serverless::HttpApi");

  public Template {
    tables = Map.copyOf(tables);
    functions = Map.copyOf(functions);
    routes = List.copyOf(routes);
    streams = List.copyOf(streams);
  }

  /**
   * Returns the project's template with its parameters' defaults. Maven runs in the project's
   * folder.
   */
  public static Template ofProject() {
    return read(Path.of("template.yaml"), Map.of());
  }

  /**
   * Reads a template.
   *
   * @param parameters values of parameters that replace their defaults
   * @throws TemplateException if the template has anything that the local runner does not
   *     understand
   */
  public static Template read(Path file, Map<String, String> parameters) {
    TemplateNode root = TemplateNode.read(file);
    TemplateValues values = new TemplateValues(root, parameters);
    TableReader tableReader = new TableReader(values);
    FunctionReader functionReader = new FunctionReader(root, values);
    EventReader eventReader = new EventReader(values);

    Map<String, TableDefinition> tables = new LinkedHashMap<>();
    Map<String, FunctionDefinition> functions = new LinkedHashMap<>();
    List<RouteDefinition> routes = new ArrayList<>();
    List<StreamSource> streams = new ArrayList<>();
    for (Map.Entry<String, TemplateNode> entry : root.get("Resources").entries().entrySet()) {
      String id = entry.getKey();
      TemplateNode resource = entry.getValue();
      String type = resource.get("Type").rawText();
      switch (type) {
        case "AWS::DynamoDB::Table" -> tables.put(id, tableReader.read(id, resource));
        case "AWS::Serverless::Function" -> {
          functions.put(id, functionReader.read(id, resource));
          for (TemplateNode event : events(resource)) {
            String kind = values.text(event.get("Type"));
            switch (kind) {
              case "HttpApi" -> routes.add(eventReader.route(id, event));
              case "DynamoDB" -> streams.add(eventReader.stream(id, event));
              case "Schedule" -> eventReader.checkSchedule(event);
              default ->
                  throw event
                      .get("Type")
                      .complaint("the local runner does not understand events of type " + kind);
            }
          }
        }
        default -> {
          if (!WITHOUT_COUNTERPART.contains(type)) {
            throw resource.get("Type").complaint("the local runner does not understand " + type);
          }
        }
      }
    }
    for (StreamSource stream : streams) {
      TableDefinition table = tables.get(stream.table());
      if (table == null || table.creation().streamSpecification() == null) {
        throw root.complaint(
            stream.function() + " follows " + stream.table() + ", which has no stream");
      }
    }
    return new Template(tables, functions, routes, streams);
  }

  /**
   * Returns the function with this logical id.
   *
   * @throws IllegalArgumentException if the template has no such function
   */
  public FunctionDefinition function(String id) {
    FunctionDefinition function = functions.get(id);
    if (function == null) {
      throw new IllegalArgumentException("template.yaml has no function " + id);
    }
    return function;
  }

  private static List<TemplateNode> events(TemplateNode function) {
    return function
        .get("Properties")
        .find("Events")
        .map(events -> List.copyOf(events.entries().values()))
        .orElse(List.of());
  }
}
