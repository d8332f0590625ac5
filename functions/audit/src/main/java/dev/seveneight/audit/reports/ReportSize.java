package dev.seveneight.audit.reports;

import dev.seveneight.shared.json.Json;
import java.nio.charset.StandardCharsets;

/** Measures the parts of a report in a job's item, in bytes, as the store does. */
public final class ReportSize {
  private ReportSize() {}

  /** Returns the size of a value as JSON, in bytes of UTF-8. */
  public static int bytesOf(Object json) {
    return Json.write(json).getBytes(StandardCharsets.UTF_8).length;
  }
}
