package dev.seveneight.shared.project;

/**
 * One tenant. Immutable.
 *
 * @param id its name in keys of the store; never in a path or a body
 * @param secret what its ids and fingerprints are keyed with
 * @param epoch the generation of tallies that its new responses are counted in, from 1
 * @param settings how it counts
 * @param settingsVersion how often the settings were changed, from 0
 * @param timeZoneFixed whether it has had a response, so that its time zone stands
 * @param staleSettings whether responses are still counted by settings from before a change, until
 *     the tallies of all days are rebuilt
 */
public record Project(
    String id,
    ProjectSecret secret,
    long epoch,
    Settings settings,
    long settingsVersion,
    boolean timeZoneFixed,
    boolean staleSettings) {

  private static final int LONGEST_NAME = 40;

  /**
   * Whether a text can be the name of a project: 1 to 40 lower-case letters, digits and hyphens,
   * the first of which is no hyphen.
   */
  public static boolean isName(String text) {
    if (text.isEmpty() || text.length() > LONGEST_NAME || text.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return true;
  }
}
