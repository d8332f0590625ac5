package dev.seveneight.shared.image;

import dev.seveneight.shared.image.ImageJudge.ItemKey;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.ledger.ContentAttribute;
import dev.seveneight.shared.ledger.Exclusion;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.nps.Category;
import dev.seveneight.shared.tally.CountedResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Judges the item of a response, and what is left of a deleted one. */
final class ResponseJudge {
  /** The required shapes of attributes that are not content. */
  private static final Map<String, Predicate<Stored>> SHAPES_BESIDES_CONTENT =
      Map.ofEntries(
          Map.entry(ItemAttribute.IMPORT, Stored.Text.class::isInstance),
          Map.entry(ItemAttribute.TAKEN_BACK, Stored.Text.class::isInstance),
          Map.entry(ItemAttribute.WRITE_ID, Stored.Text.class::isInstance),
          Map.entry(ItemAttribute.CHANGED_AT, Stored.Text.class::isInstance),
          Map.entry(ItemAttribute.UPDATED_AT, Stored.Numeral.class::isInstance),
          Map.entry(ItemAttribute.EXPIRES_AT, Stored.Numeral.class::isInstance),
          Map.entry(ItemAttribute.ERASED, Stored.Truth.class::isInstance),
          Map.entry(ItemAttribute.FINGERPRINT, Stored.Bytes.class::isInstance));

  /** The required shapes of all attributes that the judge reads only for their shape. */
  static final Map<String, Predicate<Stored>> SHAPES = shapesByName();

  private static final int DIGITS_OF_SECONDS = 10;

  private final ItemReader item;
  private final ItemKey key;

  ResponseJudge(ItemReader item, ItemKey key) {
    this.item = item;
    this.key = key;
  }

  /**
   * Returns the response.
   *
   * @param isWhole whether the item has all its attributes; if not, it is an entry of the index
   */
  Image image(boolean isWhole) throws FlawException {
    String id = ItemReader.requireId(ItemAttribute.ID, key.id());
    if (isWhole) {
      item.expect(ItemAttribute.ID, id);
      shapes();
    }
    long rev = item.positive(ItemAttribute.REV);
    Optional<String> person = item.optionalId(ItemAttribute.PERSON);
    boolean isGone = isWhole && item.isSet(ItemAttribute.GONE);
    if (isGone && item.has(ItemAttribute.LISTING)) {
      throw new FlawException("gone and listed");
    }
    return new Image.Response(
        key.project(), id, rev, person, isGone ? Optional.empty() : Optional.of(said(isWhole)));
  }

  private Image.Said said(boolean isWhole) throws FlawException {
    item.expect(ItemAttribute.LISTING, key.project() + "#" + ItemType.RESPONSE.storedName());
    long time = time();
    if (isWhole) {
      belongsTogether(time);
    }
    int score = score();
    CountedResponse counted =
        new CountedResponse(
            key.project(),
            item.positive(ItemAttribute.EPOCH),
            item.dayOf(time),
            score,
            item.truth(ItemAttribute.HAS_COMMENT),
            isExcluded(),
            SegmentList.of(key.project(), item.elements(ItemAttribute.SEGMENTS)));
    item.expect(ItemAttribute.CATEGORY, Category.of(score).apiName());
    return new Image.Said(counted, time);
  }

  /** Returns the time. It is part of the place in the index, which the index always has. */
  private long time() throws FlawException {
    String place = item.text(ItemAttribute.LISTED_AT);
    if (place.length() != DIGITS_OF_SECONDS + 1 + key.id().length()
        || place.charAt(DIGITS_OF_SECONDS) != '#'
        || !place.endsWith(key.id())) {
      throw new FlawException("listed_at is not the place of the item");
    }
    long time = 0;
    for (int i = 0; i < DIGITS_OF_SECONDS; i++) {
      char c = place.charAt(i);
      if (c < '0' || c > '9') {
        throw new FlawException("listed_at is not the place of the item");
      }
      time = 10 * time + (c - '0');
    }
    return time;
  }

  private void belongsTogether(long time) throws FlawException {
    if (item.whole(ItemAttribute.CREATED_AT) != time) {
      throw new FlawException("created_at is not the time of listed_at");
    }
    item.whole(ItemAttribute.UPDATED_AT);
    item.text(ItemAttribute.CHANGED_AT);
    if (item.has(ItemAttribute.PERSON)) {
      item.expect(ItemAttribute.ANSWERED_BY, key.project() + "#" + item.text(ItemAttribute.PERSON));
    }
  }

  private int score() throws FlawException {
    long score = item.whole(ItemAttribute.SCORE);
    if (score > Category.HIGHEST_SCORE) {
      throw new FlawException("score is not within 0 to 10");
    }
    return (int) score;
  }

  private boolean isExcluded() throws FlawException {
    Optional<String> reason = item.optionalText(ItemAttribute.EXCLUDED);
    if (reason.isPresent() && Exclusion.named(reason.get()).isEmpty()) {
      throw new FlawException("excluded is none of the reasons");
    }
    return reason.isPresent();
  }

  private void shapes() throws FlawException {
    for (Map.Entry<String, Stored> attribute : item.attributes().entrySet()) {
      Predicate<Stored> shape = SHAPES.get(attribute.getKey());
      if (shape != null && !shape.test(attribute.getValue())) {
        throw new FlawException(attribute.getKey() + " is of a wrong type");
      }
    }
  }

  private static Map<String, Predicate<Stored>> shapesByName() {
    Map<String, Predicate<Stored>> shapes = new HashMap<>(SHAPES_BESIDES_CONTENT);
    for (ContentAttribute attribute : ContentAttribute.values()) {
      shapes.put(attribute.storedName(), shape(attribute.shape()));
    }
    return Map.copyOf(shapes);
  }

  private static Predicate<Stored> shape(ContentAttribute.Shape shape) {
    return switch (shape) {
      case TEXT -> Stored.Text.class::isInstance;
      case LIST_OF_TEXTS -> ResponseJudge::isListOfTexts;
      case MAP_OF_TEXTS -> ResponseJudge::isMapOfTexts;
      case JSON_ARRAY -> ResponseJudge::isArray;
    };
  }

  private static boolean isArray(Stored value) {
    return value instanceof Stored.Text text && Json.isStoredArray(text.value());
  }

  private static boolean isListOfTexts(Stored value) {
    return value instanceof Stored.Elements list
        && list.elements().stream().allMatch(Stored.Text.class::isInstance);
  }

  private static boolean isMapOfTexts(Stored value) {
    return value instanceof Stored.Members map
        && map.members().values().stream().allMatch(Stored.Text.class::isInstance);
  }
}
