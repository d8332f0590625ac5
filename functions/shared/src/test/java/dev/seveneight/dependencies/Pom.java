package dev.seveneight.dependencies;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What Maven knows of an artifact: the file beside its jar. Immutable.
 *
 * @param artifact which it is
 * @param parent where it takes from what it does not say
 * @param parentVersion the parent's version
 * @param licences the names of its licences, as it writes them; of several, any one may be chosen
 * @param needs what it needs when it runs
 */
record Pom(
    Artifact artifact,
    Optional<Artifact> parent,
    String parentVersion,
    List<String> licences,
    List<Artifact> needs) {

  static Pom read(Path file) {
    Element project = root(file);
    Optional<Element> parent = child(project, "parent");
    String parentGroup = parent.flatMap(from -> text(from, "groupId")).orElse("");
    String parentVersion = parent.flatMap(from -> text(from, "version")).orElse("");
    String group = text(project, "groupId").orElse(parentGroup);
    List<String> licences = new ArrayList<>();
    child(project, "licenses").stream()
        .flatMap(list -> children(list, "license").stream())
        .forEach(licence -> licences.add(text(licence, "name").orElse("")));
    List<Artifact> needs = new ArrayList<>();
    child(project, "dependencies").stream()
        .flatMap(list -> children(list, "dependency").stream())
        .filter(Pom::isNeededToRun)
        .forEach(
            dependency ->
                needs.add(
                    new Artifact(
                        group(text(dependency, "groupId").orElse(""), group, parentGroup),
                        text(dependency, "artifactId").orElse(""))));
    return new Pom(
        new Artifact(group, text(project, "artifactId").orElseThrow()),
        parent.map(from -> new Artifact(parentGroup, text(from, "artifactId").orElseThrow())),
        parentVersion,
        List.copyOf(licences),
        List.copyOf(needs));
  }

  private static boolean isNeededToRun(Element dependency) {
    String scope = text(dependency, "scope").orElse("compile");
    return (scope.equals("compile") || scope.equals("runtime"))
        && !text(dependency, "optional").orElse("false").equals("true");
  }

  private static String group(String written, String own, String parents) {
    return switch (written) {
      case "${project.groupId}", "${pom.groupId}", "${groupId}" -> own;
      case "${project.parent.groupId}" -> parents;
      default -> written;
    };
  }

  /** The document's outermost element. */
  static Element root(Path file) {
    try (InputStream input = Files.newInputStream(file)) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(input).getDocumentElement();
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  /** The elements of this name right below another one. */
  static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  static Optional<Element> child(Element parent, String name) {
    return children(parent, name).stream().findFirst();
  }

  static Optional<String> text(Element parent, String name) {
    return child(parent, name).map(element -> element.getTextContent().strip());
  }
}
