package dev.seveneight.shared.id;

/** The ids of things in the ledger. */
public final class IdRule {
  private static final int LONGEST = 100;

  private IdRule() {}

  /** Whether a text can be the id of anything: 1 to 100 letters, digits, hyphens, underscores. */
  public static boolean isId(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isLetterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!isLetterOrDigit && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }
}
