package dev.seveneight.aggregate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.seveneight.shared.store.ErasureItems;
import dev.seveneight.shared.store.JourneyItems;
import dev.seveneight.shared.store.LedgerItems;
import dev.seveneight.shared.store.SendingItems;
import dev.seveneight.shared.tally.CountedJourney;
import dev.seveneight.shared.tally.CountedResponse;
import dev.seveneight.shared.tally.JourneyAnswer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an image of an item, in the stream's JSON, in which each value is an object with its type.
 * What is there is read to its end, whatever it is; only then it is judged.
 */
final class ImageReader {
  private String key = "";
  private String type = "";
  private String project = "";
  private String id = "";
  private String rev = "";
  private String epoch = "";
  private String day = "";
  private String time = "";
  private String score = "";
  private String person = "";
  private boolean gone;
  private boolean hasComment;
  private boolean excluded;
  private boolean overflowed;
  private boolean erasing;
  private Optional<List<String>> segments = Optional.empty();
  private final List<ImageReader> answers = new ArrayList<>();

  private ImageReader() {}

  /** Reads the attributes of an item. */
  static ImageReader read(JsonParser parser) throws IOException {
    ImageReader image = new ImageReader();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return image;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      image.attribute(name, parser);
    }
    return image;
  }

  private void attribute(String name, JsonParser parser) throws IOException {
    switch (name) {
      case LedgerItems.KEY -> key = scalar(parser);
      case "type" -> type = scalar(parser);
      case "project" -> project = scalar(parser);
      case "id" -> id = scalar(parser);
      case "rev" -> rev = scalar(parser);
      case "epoch" -> epoch = scalar(parser);
      case "day" -> day = scalar(parser);
      // A response has it under the one name, an answer of a journey under the other.
      case "created_at", "time" -> time = scalar(parser);
      case "score" -> score = scalar(parser);
      case "person" -> person = scalar(parser);
      case LedgerItems.GONE -> gone = !scalar(parser).equals("false");
      case "has_comment" -> hasComment = scalar(parser).equals("true");
      case "excluded" -> excluded = !scalar(parser).isEmpty();
      case ErasureItems.ERASING -> erasing = scalar(parser).equals("true");
      case JourneyItems.OVERFLOWED -> overflowed = scalar(parser).equals("true");
      case "segments" -> segments = texts(parser);
      case JourneyItems.ANSWERS -> answers(parser);
      default -> parser.skipChildren();
    }
  }

  /** The item's partition key; empty if it has none. */
  String key() {
    return key;
  }

  /**
   * What was read.
   *
   * @throws UnreadableImageException if it is not an item of ours
   */
  Image image() throws UnreadableImageException {
    return switch (type) {
      case LedgerItems.RESPONSE -> response();
      case LedgerItems.JOURNEY -> journey();
      case LedgerItems.PERSON -> person();
      case LedgerItems.IDENTITY,
          ErasureItems.TOMBSTONE,
          SendingItems.SURVEY_REQUEST,
          SendingItems.UNSUBSCRIBE,
          SendingItems.BOUNCE ->
          new Image.Uncounted();
      default -> throw new UnreadableImageException("no item of a type that is known here");
    };
  }

  private Image response() throws UnreadableImageException {
    return new Image.Response(
        required("project", project),
        id(),
        number("rev", rev),
        Optional.of(person).filter(text -> !text.isEmpty()),
        gone ? Optional.empty() : Optional.of(said()));
  }

  private Image.Said said() throws UnreadableImageException {
    CountedResponse counted =
        new CountedResponse(
            project, number("epoch", epoch), date(), score(), hasComment, excluded, segments());
    return new Image.Said(counted, number("created_at", time));
  }

  private Image person() throws UnreadableImageException {
    return erasing
        ? new Image.Erasing(required("project", project), id(), number("rev", rev))
        : new Image.Uncounted();
  }

  private Image journey() throws UnreadableImageException {
    List<JourneyAnswer> counted = new ArrayList<>();
    for (ImageReader answer : answers) {
      if (!answer.gone && !overflowed) {
        counted.add(
            new JourneyAnswer(
                answer.id(),
                number("time", answer.time),
                answer.date(),
                answer.score(),
                answer.segments()));
      }
    }
    return new Image.Journey(
        new CountedJourney(required("project", project), number("epoch", epoch), counted));
  }

  private String id() throws UnreadableImageException {
    return required("id", id);
  }

  private LocalDate date() throws UnreadableImageException {
    try {
      return LocalDate.parse(day);
    } catch (DateTimeException e) {
      throw new UnreadableImageException("day is no date");
    }
  }

  private int score() throws UnreadableImageException {
    long value = number("score", score);
    if (value < 0 || value > 10) {
      throw new UnreadableImageException("score is not within 0 to 10");
    }
    return (int) value;
  }

  private List<String> segments() throws UnreadableImageException {
    return segments.orElseThrow(
        () -> new UnreadableImageException("segments is no list of strings"));
  }

  private static String required(String name, String value) throws UnreadableImageException {
    if (value.isEmpty()) {
      throw new UnreadableImageException(name + " is missing");
    }
    return value;
  }

  private static long number(String name, String value) throws UnreadableImageException {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new UnreadableImageException(name + " is no whole number");
    }
  }

  /** The entries of a journey: an object with the one member M, in which each name is an id. */
  private void answers(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String response = parser.currentName();
        parser.nextToken();
        ImageReader answer = entry(parser);
        answer.id = response;
        answers.add(answer);
      }
    }
  }

  private static ImageReader entry(JsonParser parser) throws IOException {
    ImageReader entry = new ImageReader();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return entry;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      parser.nextToken();
      entry = read(parser);
    }
    return entry;
  }

  /**
   * The value of a string, number or truth value: an object with the one member S, N or BOOL. Empty
   * if it is something else.
   */
  private static String scalar(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return "";
    }
    String value = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      if (parser.nextToken().isScalarValue()) {
        value = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    return value;
  }

  /**
   * The value of a list of strings: an object with the one member L, of objects with the one member
   * S. Empty if it is something else: what is no string must not be taken for the segment with the
   * empty key, which is everything.
   */
  private static Optional<List<String>> texts(JsonParser parser) throws IOException {
    List<String> texts = new ArrayList<>();
    boolean isList = false;
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return Optional.empty();
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      isList = parser.currentName().equals("L");
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        parser.skipChildren();
        isList = false;
        continue;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        isList &= string(parser, texts);
      }
    }
    return isList ? Optional.of(texts) : Optional.empty();
  }

  /** Adds an element of a list of strings; false if it is not one. */
  private static boolean string(JsonParser parser, List<String> texts) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return false;
    }
    boolean isString = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      isString = parser.currentName().equals("S");
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        texts.add(parser.getText());
      } else {
        parser.skipChildren();
        isString = false;
      }
    }
    return isString;
  }
}
