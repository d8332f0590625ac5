package dev.seveneight.dependencies;

/**
 * A thing that Maven resolves.
 *
 * @param group its group id
 * @param name its artifact id
 */
record Artifact(String group, String name) implements Comparable<Artifact> {
  static Artifact of(String groupAndName) {
    String[] parts = groupAndName.split(":", -1);
    return new Artifact(parts[0], parts[1]);
  }

  @Override
  public int compareTo(Artifact other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return group + ":" + name;
  }
}
