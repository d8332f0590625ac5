package dev.seveneight.aggregate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.seveneight.shared.store.LedgerItems;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the event of a DynamoDB stream token by token and keeps of each image only what the tallies
 * need: comments and properties are skipped and never stand in memory.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Using Lambda with
 *     DynamoDB streams</a>
 */
final class StreamReader {
  private static final JsonFactory FACTORY = new JsonFactory();

  private StreamReader() {}

  /**
   * Reads an event.
   *
   * @throws IOException if it is not one
   */
  static StreamBatch read(InputStream event) throws IOException {
    List<StreamRecord> records = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(event)) {
      expect(parser.nextToken(), JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("Records") && value == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            records.add(record(parser));
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return new StreamBatch(records);
  }

  private static StreamRecord record(JsonParser parser) throws IOException {
    Optional<CountedResponse> before = Optional.empty();
    Optional<CountedResponse> after = Optional.empty();
    expect(parser.currentToken(), JsonToken.START_OBJECT);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!name.equals("dynamodb") || value != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String part = parser.currentName();
        parser.nextToken();
        switch (part) {
          case "OldImage" -> before = image(parser);
          case "NewImage" -> after = image(parser);
          default -> parser.skipChildren();
        }
      }
    }
    return new StreamRecord(before, after);
  }

  private static Optional<CountedResponse> image(JsonParser parser) throws IOException {
    String type = "";
    boolean gone = false;
    String project = "";
    long epoch = 0;
    String day = "";
    int score = -1;
    boolean hasComment = false;
    boolean excluded = false;
    List<String> segments = List.of();
    expect(parser.currentToken(), JsonToken.START_OBJECT);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "type" -> type = scalar(parser);
        case LedgerItems.GONE -> gone = Boolean.parseBoolean(scalar(parser));
        case "project" -> project = scalar(parser);
        case "epoch" -> epoch = Long.parseLong(scalar(parser));
        case "day" -> day = scalar(parser);
        case "score" -> score = Integer.parseInt(scalar(parser));
        case "has_comment" -> hasComment = Boolean.parseBoolean(scalar(parser));
        case "excluded" -> {
          parser.skipChildren();
          excluded = true;
        }
        case "segments" -> segments = texts(parser);
        default -> parser.skipChildren();
      }
    }
    return type.equals(LedgerItems.RESPONSE) && !gone
        ? Optional.of(
            new CountedResponse(project, epoch, day, score, hasComment, excluded, segments))
        : Optional.empty();
  }

  /** The value of a string, number or truth value: an object with the one member S, N or BOOL. */
  private static String scalar(JsonParser parser) throws IOException {
    expect(parser.currentToken(), JsonToken.START_OBJECT);
    parser.nextToken();
    parser.nextToken();
    String value = parser.getText();
    expect(parser.nextToken(), JsonToken.END_OBJECT);
    return value;
  }

  /** The value of a list of strings: an object with the one member L. */
  private static List<String> texts(JsonParser parser) throws IOException {
    List<String> texts = new ArrayList<>();
    expect(parser.currentToken(), JsonToken.START_OBJECT);
    parser.nextToken();
    expect(parser.nextToken(), JsonToken.START_ARRAY);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      texts.add(scalar(parser));
    }
    expect(parser.nextToken(), JsonToken.END_OBJECT);
    return List.copyOf(texts);
  }

  private static void expect(JsonToken found, JsonToken expected) throws IOException {
    if (found != expected) {
      throw new IOException("not an event of a DynamoDB stream: " + found + " for " + expected);
    }
  }
}
