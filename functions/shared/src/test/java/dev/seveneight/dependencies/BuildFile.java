package dev.seveneight.dependencies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What the files of the build name: {@code pom.xml}, and the lists of tools in {@code .ci}. */
final class BuildFile {
  private static final Path POM = Path.of("pom.xml");
  private static final Path RUNTIME_CLIENT = Path.of(".ci/runtime-client.xml");
  private static final Pattern REQUIREMENT =
      Pattern.compile("^([A-Za-z0-9._-]+)==(\\S+)$", Pattern.MULTILINE);
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");
  private static final String MAVEN_PLUGINS = "org.apache.maven.plugins";

  private BuildFile() {}

  /** What the project itself asks for. */
  static Set<Artifact> direct() {
    Set<Artifact> direct = new TreeSet<>();
    Element project = Pom.root(POM);
    for (Element dependency :
        Pom.children(Pom.child(project, "dependencies").orElseThrow(), "dependency")) {
      direct.add(artifact(dependency));
    }
    return direct;
  }

  /** Maven's plugins, and what they are told to run, with their versions. */
  static SortedMap<Artifact, String> tools() {
    SortedMap<Artifact, String> tools = new TreeMap<>();
    for (Path file : new Path[] {POM, RUNTIME_CLIENT}) {
      Element project = Pom.root(file);
      addPlugins(project, project, tools);
    }
    Element project = Pom.root(POM);
    tools.put(
        Artifact.of("com.google.googlejavaformat:google-java-format"),
        version("${google-java-format.version}", project));
    tools.put(
        Artifact.of("com.google.errorprone:error_prone_core"),
        version("${error-prone.version}", project));
    Element client = Pom.root(RUNTIME_CLIENT);
    for (Element dependency :
        Pom.children(Pom.child(client, "dependencies").orElseThrow(), "dependency")) {
      tools.put(artifact(dependency), Pom.text(dependency, "version").orElseThrow());
    }
    return tools;
  }

  private static void addPlugins(
      Element element, Element project, SortedMap<Artifact, String> tools) {
    if (element.getTagName().equals("plugin")) {
      tools.put(
          new Artifact(
              Pom.text(element, "groupId").orElse(MAVEN_PLUGINS),
              Pom.text(element, "artifactId").orElseThrow()),
          version(Pom.text(element, "version").orElseThrow(), project));
    }
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        addPlugins(child, project, tools);
      }
    }
  }

  private static Artifact artifact(Element dependency) {
    return new Artifact(
        Pom.text(dependency, "groupId").orElseThrow(),
        Pom.text(dependency, "artifactId").orElseThrow());
  }

  private static String version(String written, Element project) {
    Element properties = Pom.child(project, "properties").orElse(project);
    return PROPERTY
        .matcher(written)
        .replaceAll(property -> Pom.text(properties, property.group(1)).orElseThrow());
  }

  /** The tools that the checks install from PyPI, with their versions. */
  static SortedMap<String, String> pythonTools() {
    SortedMap<String, String> tools = new TreeMap<>();
    for (String file : new String[] {"requirements.txt", "requirements-checkov.txt"}) {
      for (MatchResult line : REQUIREMENT.matcher(read(Path.of(".ci", file))).results().toList()) {
        tools.put(line.group(1), line.group(2));
      }
    }
    return tools;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
