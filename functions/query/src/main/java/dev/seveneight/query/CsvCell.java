package dev.seveneight.query;

/** A cell of comma-separated values that people open in a spreadsheet. */
final class CsvCell {
  /** What begins a formula, as plain and as full-width characters. */
  private static final String BEGINS_FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

  /** What some programs begin a formula behind. */
  private static final String BEGINS_CELL = "\t\r\n";

  private CsvCell() {}

  /**
   * The text of a cell, which no spreadsheet takes for a formula: one that begins like one, also
   * behind blanks, gets an apostrophe before it. Whoever answers a survey writes what somebody else
   * opens.
   *
   * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV Injection</a>
   */
  static String harmless(String text) {
    int start = 0;
    while (start < text.length() && isBlank(text.charAt(start))) {
      if (BEGINS_CELL.indexOf(text.charAt(start)) >= 0) {
        return "'" + text;
      }
      start++;
    }
    return start < text.length() && BEGINS_FORMULA.indexOf(text.charAt(start)) >= 0
        ? "'" + text
        : text;
  }

  /** Also what looks like nothing at all, such as a byte order mark. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }
}
