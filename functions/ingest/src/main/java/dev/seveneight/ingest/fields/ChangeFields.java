package dev.seveneight.ingest.fields;

import dev.seveneight.shared.intake.Change;
import dev.seveneight.shared.text.PlainText;
import dev.seveneight.shared.validation.Fields;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the fields of a request that changes an existing thing.
 *
 * <p>A field that is not given stays unchanged. An empty text clears a field. So does null, except
 * in a body that has {@code updated_at}. Such a body is a whole thing as a client read it, perhaps
 * before a field was filled, so its nulls only repeat what was missing then.
 */
public final class ChangeFields {
  private final Fields fields;
  private final boolean nullClears;

  public ChangeFields(Fields fields) {
    this.fields = fields;
    this.nullClears = !fields.has("updated_at");
  }

  /** Reads a field of any kind that only null clears. */
  public <T> Change<T> field(String name, Function<String, Optional<T>> read) {
    if (fields.isNull(name)) {
      return nullClears ? Change.clear() : Change.keep();
    }
    return read.apply(name).map(Change::to).orElseGet(Change::keep);
  }

  /** Reads a text that an empty text clears, too. */
  public Change<String> text(String name, Function<String, Optional<String>> read) {
    Change<String> change = field(name, read);
    return change.value().filter(PlainText::isBlank).isPresent() ? Change.clear() : change;
  }
}
