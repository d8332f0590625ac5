package dev.seveneight.query.responses;

/** A cell of comma-separated values that may be opened in a spreadsheet. */
final class CsvCell {
  /** Characters that begin a formula, also in their full-width forms. */
  private static final String BEGINS_FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

  /** Characters that some programs ignore before a formula. */
  private static final String INVISIBLE = "\t\r\n";

  /**
   * Characters that begin a cell in a program that separates cells by another character than the
   * comma. For such a program our quotes do not enclose the cell, so that a line break begins a
   * cell, too.
   */
  private static final String BEGINS_CELL = ",;" + INVISIBLE;

  private static final char GUARD = '\'';

  private CsvCell() {}

  /**
   * Returns the text of a cell that no spreadsheet takes for a formula, whichever separator it
   * uses. Puts an apostrophe before a possible formula at the beginning of the text and after each
   * character that begins a cell, also after blanks and quotes. This is necessary because
   * respondents write the text and other people open it.
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

  /** Whether a tab or a line break comes before the first visible character. */
  private static boolean beginsInvisibly(String text) {
    for (int i = 0; i < text.length() && isBlank(text.charAt(i)); i++) {
      if (INVISIBLE.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Also matches invisible characters, such as a byte order mark. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }
}
