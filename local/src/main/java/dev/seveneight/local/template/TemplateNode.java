package dev.seveneight.local.template;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A place in the template: a YAML node with the path that leads to it, so that every error can name
 * its place. The tags of CloudFormation's short forms ({@code !Ref}, {@code !Sub} ...) are kept for
 * {@link TemplateValues}.
 */
final class TemplateNode {
  private final String file;
  private final String path;
  private final Node node;

  private TemplateNode(String file, String path, Node node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  static TemplateNode read(Path file) {
    String name = String.valueOf(file.getFileName());
    try (Reader reader = Files.newBufferedReader(file)) {
      Node root =
          new Compose(LoadSettings.builder().setLabel(name).build())
              .composeReader(reader)
              .orElseThrow(() -> new TemplateException(name + " is empty"));
      return new TemplateNode(name, "", root);
    } catch (YamlEngineException e) {
      throw new TemplateException(name + " is no YAML: " + e.getMessage().replaceAll("\\s+", " "));
    } catch (NoSuchFileException e) {
      throw new TemplateException(
          "There is no "
              + file.toAbsolutePath()
              + ". Start the local server in the project's folder.");
    } catch (IOException e) {
      throw new TemplateException(file.toAbsolutePath() + " cannot be read: " + e);
    }
  }

  String path() {
    return path;
  }

  /** Returns the short form's name without the exclamation mark, {@code Ref} for {@code !Ref}. */
  Optional<String> intrinsic() {
    String tag = node.getTag().getValue();
    return tag.startsWith("!") ? Optional.of(tag.substring(1)) : Optional.empty();
  }

  /** Returns a scalar as it is written, with or without a tag. */
  String rawText() {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw complaint("expected a single value");
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  List<TemplateNode> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw complaint("expected a list");
    }
    List<TemplateNode> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new TemplateNode(file, path + "[" + items.size() + "]", item));
    }
    return items;
  }

  Map<String, TemplateNode> entries() {
    if (!(node instanceof MappingNode mapping)) {
      throw complaint("expected names with values");
    }
    if (intrinsic().isPresent()) {
      throw complaint("the local runner does not understand !" + intrinsic().get() + " here");
    }
    Map<String, TemplateNode> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw complaint("expected plain names");
      }
      String name = key.getValue();
      String below = path.isEmpty() ? name : path + "." + name;
      if (entries.put(name, new TemplateNode(file, below, tuple.getValueNode())) != null) {
        throw complaint(name + " is there twice");
      }
    }
    return entries;
  }

  Optional<TemplateNode> find(String name) {
    return Optional.ofNullable(entries().get(name));
  }

  TemplateNode get(String name) {
    return find(name).orElseThrow(() -> complaint(name + " is missing"));
  }

  /** Rejects names that the runner would otherwise ignore without notice. */
  TemplateNode allowing(Set<String> names) {
    for (Map.Entry<String, TemplateNode> entry : entries().entrySet()) {
      if (!names.contains(entry.getKey())) {
        throw entry.getValue().complaint("the local runner does not understand this");
      }
    }
    return this;
  }

  TemplateException complaint(String what) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    String where = path.isEmpty() ? "" : " " + path;
    return new TemplateException(file + ":" + line + where + ": " + what);
  }
}
