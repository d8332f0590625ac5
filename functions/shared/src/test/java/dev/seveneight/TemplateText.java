package dev.seveneight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The template as it is written, as maps, lists and strings, with nothing resolved: {@code !Ref X}
 * is {@code {"Ref": "X"}}, {@code !Sub X} is {@code {"Fn::Sub": "X"}}. Numbers and truth values
 * stay strings.
 */
final class TemplateText {
  /** The whole template. Maven runs in the project's folder. */
  static final Map<String, Object> TEMPLATE = read(Path.of("template.yaml"));

  /** Its resources by logical id. */
  static final Map<String, Object> RESOURCES = mapAt(TEMPLATE, "Resources");

  private TemplateText() {}

  /** The logical ids of the functions. */
  static List<String> functions() {
    return resources("AWS::Serverless::Function");
  }

  /** The logical ids of the resources of a type. */
  static List<String> resources(String type) {
    return RESOURCES.keySet().stream()
        .filter(id -> type.equals(at(RESOURCES, id, "Type")))
        .toList();
  }

  /** The properties of a resource that has to be there. */
  static Map<String, Object> properties(String id) {
    assertThat(RESOURCES).containsKey(id);
    return mapAt(RESOURCES, id, "Properties");
  }

  /** What lies at the end of the keys; an empty map where there is nothing. */
  static Object at(Map<String, Object> from, String... keys) {
    Object found = from;
    for (String key : keys) {
      found = map(found).getOrDefault(key, Map.of());
    }
    return found;
  }

  /** The same for something that has names and values. */
  static Map<String, Object> mapAt(Map<String, Object> from, String... keys) {
    return map(at(from, keys));
  }

  /** A list as it is, or the single value that CloudFormation takes in place of a list. */
  static List<Object> listOf(Object value) {
    return value instanceof List<?> list ? List.copyOf(list) : List.of(value);
  }

  @SuppressWarnings("unchecked") // value() makes no other maps
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static Map<String, Object> read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      Node root = new Compose(LoadSettings.builder().build()).composeReader(reader).orElseThrow();
      return map(value(root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object value(Node node) {
    Object plain = untagged(node);
    String tag = node.getTag().getValue();
    if (!tag.startsWith("!")) {
      return plain;
    }
    String name = tag.substring(1);
    return Map.of(name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, plain);
  }

  private static Object untagged(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    if (node instanceof SequenceNode sequence) {
      List<Object> items = new ArrayList<>();
      sequence.getValue().forEach(item -> items.add(value(item)));
      return items;
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      entries.put(((ScalarNode) tuple.getKeyNode()).getValue(), value(tuple.getValueNode()));
    }
    return entries;
  }
}
