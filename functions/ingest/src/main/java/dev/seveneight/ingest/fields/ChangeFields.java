package dev.seveneight.ingest.fields;

import dev.seveneight.shared.intake.Change;
import dev.seveneight.shared.text.PlainText;
import dev.seveneight.shared.validation.Fields;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what a request wants with the fields of a thing that is there.
 *
 * <p>A field that is not given stays as it is. An empty text clears a field. So does null, except
 * in a body that has {@code updated_at}: that is a whole thing as somebody read it, perhaps before
 * a field was filled, and its nulls say only what was not there then.
 */
public final class ChangeFields {
  private final Fields fields;
  private final boolean nullClears;

  public ChangeFields(Fields fields) {
    this.fields = fields;
    this.nullClears = !fields.has("updated_at");
  }

  /** A field of any kind, which only null clears. */
  public <T> Change<T> field(String name, Function<String, Optional<T>> read) {
    if (fields.isNull(name)) {
      return nullClears ? Change.clear() : Change.keep();
    }
    return read.apply(name).map(Change::to).orElseGet(Change::keep);
  }

  /** A text, which is cleared by an empty one, too. */
  public Change<String> text(String name, Function<String, Optional<String>> read) {
    Change<String> change = field(name, read);
    return change.value().filter(PlainText::isBlank).isPresent() ? Change.clear() : change;
  }
}
