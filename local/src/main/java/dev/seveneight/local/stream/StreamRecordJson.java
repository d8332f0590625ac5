package dev.seveneight.local.stream;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** Writes stream records in the form in which Lambda passes them to a function. */
public final class StreamRecordJson {
  /**
   * DynamoDB Local's own name for a deletion by time to live, which the in-process client does not
   * translate.
   */
  private static final String EXPIRE = "EXPIRE";

  private static final Map<String, String> EXPIRED_BY =
      Map.of("principalId", "dynamodb.amazonaws.com", "type", "Service");

  private final String streamArn;
  private final Set<String> keyAttributes;

  /** Writes records of this stream, whose items have these key attributes. */
  public StreamRecordJson(String streamArn, Set<String> keyAttributes) {
    this.streamArn = streamArn;
    this.keyAttributes = keyAttributes;
  }

  /** Returns a record as it is in the event. */
  public String write(Record record) {
    boolean expired = record.eventNameAsString().equals(EXPIRE) || record.userIdentity() != null;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("eventID", record.eventID());
    json.put("eventName", expired ? "REMOVE" : record.eventNameAsString());
    json.put("eventVersion", record.eventVersion());
    json.put("eventSource", "aws:dynamodb");
    json.put("awsRegion", record.awsRegion());
    json.put("dynamodb", change(record.dynamodb()));
    if (expired) {
      json.put("userIdentity", EXPIRED_BY);
    }
    json.put("eventSourceARN", streamArn);
    try {
      return JSON.std.asString(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Object> change(StreamRecord change) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ApproximateCreationDateTime", change.approximateCreationDateTime().getEpochSecond());
    Map<String, AttributeValue> keys = new LinkedHashMap<>(change.keys());
    // DynamoDB Local adds the indexes' keys to the record of a deletion by time to live.
    keys.keySet().retainAll(keyAttributes);
    json.put("Keys", item(keys));
    if (change.hasNewImage()) {
      json.put("NewImage", item(change.newImage()));
    }
    if (change.hasOldImage()) {
      json.put("OldImage", item(change.oldImage()));
    }
    json.put("SequenceNumber", change.sequenceNumber());
    json.put("SizeBytes", change.sizeBytes());
    json.put("StreamViewType", change.streamViewTypeAsString());
    return json;
  }

  /** Returns an item, each value with its type. */
  public static Map<String, Object> item(Map<String, AttributeValue> item) {
    Map<String, Object> json = new LinkedHashMap<>();
    item.forEach((name, value) -> json.put(name, value(value)));
    return json;
  }

  private static Map<String, Object> value(AttributeValue value) {
    Object content =
        switch (value.type()) {
          case S -> value.s();
          case N -> value.n();
          case B -> base64(value.b());
          case SS -> value.ss();
          case NS -> value.ns();
          case BS -> value.bs().stream().map(StreamRecordJson::base64).toList();
          // DynamoDB Local's streams lose the type of an empty map, and only of that.
          case M, UNKNOWN_TO_SDK_VERSION -> item(value.m());
          case L -> list(value.l());
          case BOOL -> value.bool();
          case NUL -> true;
        };
    String type =
        switch (value.type()) {
          case NUL -> "NULL";
          case UNKNOWN_TO_SDK_VERSION -> "M";
          default -> value.type().name();
        };
    return Map.of(type, content);
  }

  private static List<Object> list(List<AttributeValue> values) {
    return values.stream().<Object>map(StreamRecordJson::value).toList();
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArray());
  }
}
