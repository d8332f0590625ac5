package dev.seveneight.audit.comparison;

import static dev.seveneight.shared.store.Attributes.isSet;

import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.tally.JourneyAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A person's journey next to the person's responses, as they were at one look. Immutable.
 *
 * @param person the person
 * @param fingerprint of the revisions of all items that were read
 * @param differences the differences between the journey and the responses
 */
record JourneyLook(String person, String fingerprint, List<Difference> differences) {
  /**
   * An entry of a journey that differs from its response.
   *
   * @param expected the entry according to the response; empty if there should be none
   * @param found the entry in the journey; empty if there is none
   */
  record Difference(
      String person,
      String response,
      Optional<JourneyAnswer> expected,
      Optional<JourneyAnswer> found) {
    /** Returns the difference as the report shows it. */
    Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("journey", person);
      json.put("response", response);
      json.put("expected", expected.map(Difference::json).orElse(null));
      json.put("found", found.map(Difference::json).orElse(null));
      return json;
    }

    private static Map<String, Object> json(JourneyAnswer answer) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("day", answer.day().toString());
      json.put("time", answer.time());
      json.put("score", answer.score());
      json.put("segments", answer.segments());
      return json;
    }
  }

  /**
   * Compares a journey with responses. An entry's revision does not matter: an older one than the
   * response's is right if the content is the same.
   *
   * @param journey the item of the journey; empty if there is none
   * @param responses the items of all responses that are the person's or that the journey has
   */
  static JourneyLook of(
      String person,
      Map<String, AttributeValue> journey,
      Map<String, Map<String, AttributeValue>> responses) {
    Map<String, JourneyAnswer> found = new TreeMap<>();
    JourneyItems.entries(journey)
        .forEach((id, entry) -> entry.answer().ifPresent(answer -> found.put(id, answer)));
    Map<String, JourneyAnswer> expected = new TreeMap<>();
    StringBuilder revisions = new StringBuilder(journey.isEmpty() ? "" : rev(journey));
    new TreeMap<>(responses)
        .forEach(
            (id, item) -> {
              revisions.append('\n').append(id).append(' ').append(rev(item));
              answer(person, item).ifPresent(answer -> expected.put(id, answer));
            });
    List<Difference> differences = new ArrayList<>();
    TreeSet<String> ids = new TreeSet<>(found.keySet());
    ids.addAll(expected.keySet());
    for (String id : ids) {
      Optional<JourneyAnswer> shouldBe = Optional.ofNullable(expected.get(id));
      Optional<JourneyAnswer> is = Optional.ofNullable(found.get(id));
      if (!shouldBe.equals(is)) {
        differences.add(new Difference(person, id, shouldBe, is));
      }
    }
    return new JourneyLook(person, Fingerprint.of(revisions.toString()), differences);
  }

  /**
   * Returns whether the journey had too many answers to keep them. Then it has no entries to
   * compare.
   */
  static boolean isOverflowed(Map<String, AttributeValue> journey) {
    return isSet(journey, JourneyItems.OVERFLOWED);
  }

  private static Optional<JourneyAnswer> answer(String person, Map<String, AttributeValue> item) {
    return Images.of(item) instanceof Image.Response response
            && response.person().equals(Optional.of(person))
        ? response.toJourney()
        : Optional.empty();
  }

  /** Returns the revision as a text, valid or not, because it is only compared for equality. */
  private static String rev(Map<String, AttributeValue> item) {
    return String.valueOf(item.get(ItemAttribute.REV));
  }
}
