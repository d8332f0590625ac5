package dev.seveneight.query.responses;

/** A cell of comma-separated values that people open in a spreadsheet. */
final class CsvCell {
  /** What begins a formula, as plain and as full-width characters. */
  private static final String BEGINS_FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

  /** What some programs begin a formula behind. */
  private static final String INVISIBLE = "\t\r\n";

  /**
   * What begins a cell in a program that separates cells by something else than commas. Then the
   * quotes around ours do not count, so a line break begins a cell, too.
   */
  private static final String BEGINS_CELL = ",;" + INVISIBLE;

  private static final char GUARD = '\'';

  private CsvCell() {}

  /**
   * The text of a cell, in which no spreadsheet finds a formula, whatever separates its cells. At
   * the beginning, and after each character that begins a cell, an apostrophe goes before what
   * could be a formula, also behind blanks and quotes. Whoever answers a survey writes what
   * somebody else opens.
   *
   * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV Injection</a>
   */
  static String harmless(String text) {
    StringBuilder harmless = new StringBuilder(text.length() + 1);
    if (beginsInvisibly(text)) {
      harmless.append(GUARD);
    }
    boolean isOpen = true;
    int begin = harmless.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isOpen && BEGINS_FORMULA.indexOf(c) >= 0) {
        harmless.insert(begin, GUARD);
      }
      harmless.append(c);
      boolean beginsCell = BEGINS_CELL.indexOf(c) >= 0;
      isOpen = beginsCell || (isOpen && (c == '"' || isBlank(c)));
      if (beginsCell || c == '"') {
        begin = harmless.length();
      }
    }
    return harmless.toString();
  }

  /** Whether the first character that shows is behind a tab or a line break. */
  private static boolean beginsInvisibly(String text) {
    for (int i = 0; i < text.length() && isBlank(text.charAt(i)); i++) {
      if (INVISIBLE.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Also what looks like nothing at all, such as a byte order mark. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }
}
