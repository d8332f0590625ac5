package dev.seveneight.shared.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.ob.JacksonJrExtension;
import com.fasterxml.jackson.jr.ob.api.ExtensionContext;
import com.fasterxml.jackson.jr.ob.api.ReaderWriterProvider;
import com.fasterxml.jackson.jr.ob.api.ValueWriter;
import com.fasterxml.jackson.jr.ob.impl.JSONWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes JSON whose numbers keep their digits, as {@link WrittenNumber}s. */
final class ExactJson {
  private ExactJson() {}

  /** Reads the next value of a parser, which bounds how deep values nest. */
  static Object read(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new JsonParseException(parser, "no value");
    }
    return valueOf(token, parser);
  }

  private static Object valueOf(JsonToken token, JsonParser parser) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> list(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new WrittenNumber(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new JsonParseException(parser, "no value");
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      object.put(name, read(parser));
    }
    return object;
  }

  private static List<Object> list(JsonParser parser) throws IOException {
    List<Object> list = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      list.add(valueOf(token, parser));
    }
    return list;
  }

  /** Writes numbers as they were written. */
  static JacksonJrExtension writtenNumbers() {
    return new JacksonJrExtension() {
      @Override
      protected void register(ExtensionContext context) {
        context.insertProvider(new Writers());
      }
    };
  }

  private static final class Writers extends ReaderWriterProvider {
    @Override
    public ValueWriter findValueWriter(JSONWriter writer, Class<?> type) {
      return type == WrittenNumber.class ? new NumberWriter() : null;
    }
  }

  private static final class NumberWriter implements ValueWriter {
    @Override
    public void writeValue(JSONWriter writer, JsonGenerator generator, Object value)
        throws IOException {
      generator.writeNumber(((WrittenNumber) value).text());
    }

    @Override
    public Class<?> valueType() {
      return WrittenNumber.class;
    }
  }
}
