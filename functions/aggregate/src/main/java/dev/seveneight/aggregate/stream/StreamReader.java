package dev.seveneight.aggregate.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.image.ImageJudge;
import dev.seveneight.shared.image.Stored;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the event of a DynamoDB stream token by token. Keeps of each image only what tallies and
 * journeys need: it skips comments and properties, which are never kept in memory.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Using Lambda with
 *     DynamoDB streams</a>
 */
public final class StreamReader {
  /**
   * Reads JSON without the library's default limits. An item may have any number of names of up to
   * 64 KB, and an event that is rejected would stop the whole shard.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final List<StreamRecord> records = new ArrayList<>();
  private final List<SetAsideRecord> unreadable = new ArrayList<>();
  private String shardId = "";
  private Optional<StreamPosition> end = Optional.empty();

  private StreamReader() {}

  /**
   * Reads an event. An unreadable record does not affect the others.
   *
   * @throws IOException if it is not an event with records of a stream
   */
  public static StreamBatch read(InputStream event) throws IOException {
    StreamReader reader = new StreamReader();
    try (JsonParser parser = FACTORY.createParser(event)) {
      reader.event(parser);
    }
    return new StreamBatch(
        Optional.of(reader.shardId).filter(id -> !id.isEmpty()).map(ShardId::new),
        reader.records,
        reader.unreadable,
        reader.end);
  }

  private void event(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("not an event of a DynamoDB stream: no object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("Records") && value == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          new RecordReader().read(parser);
        }
      } else if (name.equals("shardId") && value == JsonToken.VALUE_STRING) {
        shardId = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
  }

  /** Reads one record to its end, and decides only then whether it is readable. */
  private final class RecordReader {
    private String eventId = "";
    private String sequenceNumber = "";
    private String itemKey = "";
    private long second = -1;
    private boolean hasBrokenImage;
    private Optional<Map<String, Stored>> before = Optional.empty();
    private Optional<Map<String, Stored>> after = Optional.empty();

    private void read(JsonParser parser) throws IOException {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          JsonToken value = parser.nextToken();
          if (name.equals("dynamodb") && value == JsonToken.START_OBJECT) {
            change(parser);
          } else if (name.equals("eventID") && value == JsonToken.VALUE_STRING) {
            eventId = parser.getText();
          } else {
            parser.skipChildren();
          }
        }
      } else {
        parser.skipChildren();
      }
      try {
        records.add(record());
      } catch (UnreadableRecordException e) {
        unreadable.add(new SetAsideRecord(eventId, sequenceNumber, itemKey, e.getMessage(), true));
      }
    }

    private void change(JsonParser parser) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String part = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (part) {
          case "OldImage" -> before = image(parser, value);
          case "NewImage" -> after = image(parser, value);
          case "Keys" -> {
            if (ImageReader.read(parser).get(LedgerItems.KEY) instanceof Stored.Text key) {
              itemKey = key.value();
            }
          }
          case "SequenceNumber" -> {
            if (value.isScalarValue()) {
              sequenceNumber = parser.getText();
            } else {
              parser.skipChildren();
            }
          }
          case "ApproximateCreationDateTime" -> {
            if (value.isNumeric()) {
              second = (long) parser.getDoubleValue();
            } else {
              parser.skipChildren();
            }
          }
          default -> parser.skipChildren();
        }
      }
    }

    private Optional<Map<String, Stored>> image(JsonParser parser, JsonToken value)
        throws IOException {
      hasBrokenImage |= value != JsonToken.START_OBJECT;
      return Optional.of(ImageReader.read(parser));
    }

    private StreamRecord record() throws UnreadableRecordException {
      StreamPosition position = position();
      end =
          end.filter(last -> last.sequence().isAfter(position.sequence()))
              .or(() -> Optional.of(position));
      if (hasBrokenImage || (before.isEmpty() && after.isEmpty())) {
        throw new UnreadableRecordException("no image of the item");
      }
      return new StreamRecord(
          eventId, sequenceNumber, itemKey, position, judged(before), judged(after));
    }

    private StreamPosition position() throws UnreadableRecordException {
      if (second < 0) {
        throw new UnreadableRecordException("no time of the change");
      }
      try {
        return new StreamPosition(SequenceNumber.of(sequenceNumber), Instant.ofEpochSecond(second));
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new UnreadableRecordException(e.getMessage());
      }
    }

    private static Optional<Image> judged(Optional<Map<String, Stored>> item) {
      return item.map(ImageJudge::judge);
    }
  }
}
