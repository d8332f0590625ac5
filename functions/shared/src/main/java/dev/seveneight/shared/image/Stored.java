package dev.seveneight.shared.image;

import java.util.List;
import java.util.Map;

/**
 * A stored value of an item, of any type. A reader may leave out the content of a value if the
 * judge checks only its type ({@link ImageJudge#asksContentOf}). Then a text is empty, and so is a
 * list or a map whose elements all have the right type.
 */
public sealed interface Stored {
  /** A string. */
  record Text(String value) implements Stored {}

  /** A number, in decimal digits as the store gives it. */
  record Numeral(String digits) implements Stored {}

  /** True or false. */
  record Truth(boolean value) implements Stored {}

  /** Bytes. */
  record Bytes() implements Stored {}

  /** A list. */
  record Elements(List<Stored> elements) implements Stored {
    /** Keeps the elements as they are. */
    public Elements {
      elements = List.copyOf(elements);
    }
  }

  /** A map. */
  record Members(Map<String, Stored> members) implements Stored {}

  /** A value of a type that no item of ours has: a set, or null. */
  record Other() implements Stored {}
}
