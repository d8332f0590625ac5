package dev.seveneight.query.responses;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.Exclusion;
import dev.seveneight.shared.ledger.SurveyResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Writes responses as comma-separated values.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class ResponseCsv {
  /** The media type. */
  static final String MEDIA_TYPE = "text/csv";

  /** The media type with its encoding. */
  static final String CONTENT_TYPE = "text/csv; charset=utf-8";

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "created_at",
          "updated_at",
          "score",
          "category",
          "comment",
          "person",
          "survey",
          "channel",
          "language",
          "excluded",
          "tags",
          "properties");

  private ResponseCsv() {}

  /** Returns the line with the names of the columns. */
  static String header() {
    return line(COLUMNS);
  }

  /** Returns the header and these rows. */
  static String withHeader(List<String> rows) {
    return header() + String.join("", rows);
  }

  /** Returns the row of a response. Line breaks in a comment split it into several lines. */
  static String row(SurveyResponse response) {
    Content content = response.content();
    return line(
        List.of(
            response.id().value(),
            time(response.createdAt()),
            time(response.updatedAt()),
            String.valueOf(content.score()),
            response.category().apiName(),
            content.comment().orElse(""),
            content.person().orElse(""),
            content.survey().orElse(""),
            content.channel().orElse(""),
            content.language().orElse(""),
            content.excluded().map(Exclusion::apiName).orElse(""),
            String.join(",", content.tags()),
            Json.write(content.sortedProperties())));
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String line(List<String> cells) {
    StringWriter text = new StringWriter();
    try (CsvWriter writer =
        CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).bufferSize(0).build(text)) {
      writer.writeRecord(cells.stream().map(CsvCell::harmless).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
