package dev.seveneight.aggregate.stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.seveneight.shared.image.ImageJudge;
import dev.seveneight.shared.image.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads an item's image in the stream's JSON, in which each value is an object with its type. Keeps
 * what {@link ImageJudge} needs. Of comments and properties that is only their type, so their
 * content is never kept in memory. Reads any JSON to its end and does not judge it.
 */
final class ImageReader {
  private static final Stored.Bytes BYTES = new Stored.Bytes();
  private static final Stored.Other OTHER = new Stored.Other();
  private static final Stored.Text SOME_TEXT = new Stored.Text("");
  private static final Stored.Elements TEXTS = new Stored.Elements(List.of());
  private static final Stored.Elements NO_TEXTS = new Stored.Elements(List.of(OTHER));
  private static final Stored.Members MAP_OF_TEXTS = new Stored.Members(Map.of());
  private static final Stored.Members NO_MAP_OF_TEXTS = new Stored.Members(Map.of("", OTHER));

  private ImageReader() {}

  /** Reads the attributes of an item. Leaves out those that the judge does not need. */
  static Map<String, Stored> read(JsonParser parser) throws IOException {
    Map<String, Stored> item = new HashMap<>(64);
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return item;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (ImageJudge.asks(name)) {
        item.put(name, value(parser, ImageJudge.asksContentOf(name)));
      } else {
        parser.skipChildren();
      }
    }
    return item;
  }

  /** Reads a value: an object with one member, whose name is the type. */
  private static Stored value(JsonParser parser, boolean withContent) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return OTHER;
    }
    Stored value = OTHER;
    for (int i = 0; parser.nextToken() == JsonToken.FIELD_NAME; i++) {
      String type = parser.currentName();
      JsonToken token = parser.nextToken();
      if (i == 0) {
        value = typed(type, token, parser, withContent);
      } else {
        parser.skipChildren();
        value = OTHER;
      }
    }
    return value;
  }

  private static Stored typed(String type, JsonToken token, JsonParser parser, boolean withContent)
      throws IOException {
    switch (token) {
      case VALUE_STRING -> {
        return switch (type) {
          case "S" -> withContent ? new Stored.Text(parser.getText()) : SOME_TEXT;
          case "N" -> new Stored.Numeral(parser.getText());
          case "B" -> BYTES;
          default -> OTHER;
        };
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        return type.equals("BOOL") ? new Stored.Truth(token == JsonToken.VALUE_TRUE) : OTHER;
      }
      case START_ARRAY -> {
        if (type.equals("L")) {
          return withContent ? elements(parser) : texts(parser);
        }
      }
      case START_OBJECT -> {
        if (type.equals("M")) {
          return withContent ? members(parser) : mapOfTexts(parser);
        }
      }
      default -> {
        return OTHER;
      }
    }
    parser.skipChildren();
    return OTHER;
  }

  private static Stored elements(JsonParser parser) throws IOException {
    List<Stored> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser, true));
    }
    return new Stored.Elements(elements);
  }

  private static Stored texts(JsonParser parser) throws IOException {
    boolean areTexts = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      areTexts &= value(parser, false) instanceof Stored.Text;
    }
    return areTexts ? TEXTS : NO_TEXTS;
  }

  private static Stored members(JsonParser parser) throws IOException {
    Map<String, Stored> members = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser, true));
    }
    return new Stored.Members(members);
  }

  private static Stored mapOfTexts(JsonParser parser) throws IOException {
    boolean areTexts = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      parser.nextToken();
      areTexts &= value(parser, false) instanceof Stored.Text;
    }
    return areTexts ? MAP_OF_TEXTS : NO_MAP_OF_TEXTS;
  }
}
