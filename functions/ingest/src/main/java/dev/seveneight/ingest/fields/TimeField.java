package dev.seveneight.ingest.fields;

import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.validation.Fields;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a field with the time of an event: Unix seconds, not in the future. */
public final class TimeField {
  private TimeField() {}

  /**
   * Reads a time in whole seconds since 1970. Adds a field error if it lies more than {@link
   * Limits#CLOCK_SKEW_SECONDS} in the future.
   */
  public static Optional<Instant> read(Fields fields, String name, Instant now) {
    OptionalLong second = fields.integer(name, 0, LedgerItems.LATEST_SECOND);
    if (second.isEmpty()) {
      return Optional.empty();
    }
    if (second.getAsLong() > now.getEpochSecond() + Limits.CLOCK_SKEW_SECONDS) {
      fields.reject(name, Rule.RANGE, "seconds since 1970, not in the future");
    }
    return Optional.of(Instant.ofEpochSecond(second.getAsLong()));
  }
}
