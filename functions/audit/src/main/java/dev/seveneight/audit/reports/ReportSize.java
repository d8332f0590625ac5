package dev.seveneight.audit.reports;

import dev.seveneight.shared.json.Json;
import java.nio.charset.StandardCharsets;

/** How much room the parts of a report take in a job's item, which the store measures in bytes. */
public final class ReportSize {
  private ReportSize() {}

  /** How many bytes of UTF-8 a value has as JSON. */
  public static int bytesOf(Object json) {
    return Json.write(json).getBytes(StandardCharsets.UTF_8).length;
  }
}
