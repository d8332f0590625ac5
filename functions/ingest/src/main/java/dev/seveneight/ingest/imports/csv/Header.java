package dev.seveneight.ingest.imports.csv;

import dev.seveneight.shared.text.PlainText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names of the columns of a file. Line breaks and tabs in a name are blanks. A column has a
 * place, from 0, and a number for people, from 1. Immutable.
 */
public final class Header {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final List<String> names;
  private final Map<String, List<Integer>> placesOf = new HashMap<>();
  private final Map<String, List<Integer>> placesOfCollapsed = new HashMap<>();

  Header(List<String> cells) {
    names = cells.stream().map(PlainText::line).toList();
    for (int place = 0; place < names.size(); place++) {
      placesOf.computeIfAbsent(names.get(place), added -> new ArrayList<>()).add(place);
      placesOfCollapsed
          .computeIfAbsent(collapsed(names.get(place)), added -> new ArrayList<>())
          .add(place);
    }
  }

  /** Returns the number of columns. */
  public int size() {
    return names.size();
  }

  /** Returns the name of the column at a place; empty if it has no name. */
  public String name(int place) {
    return names.get(place);
  }

  /**
   * Returns the places of the columns with a name. The name is spelled like in the file, or with
   * single blanks instead of its line breaks and blanks.
   */
  public List<Integer> placesOf(String name) {
    String line = PlainText.line(name);
    return placesOf.getOrDefault(line, placesOfCollapsed.getOrDefault(collapsed(line), List.of()));
  }

  private static String collapsed(String name) {
    return BLANKS.matcher(name).replaceAll(" ");
  }
}
