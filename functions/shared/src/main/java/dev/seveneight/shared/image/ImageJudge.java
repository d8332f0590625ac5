package dev.seveneight.shared.image;

import dev.seveneight.shared.id.IdRule;
import dev.seveneight.shared.ledger.ContentAttribute;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ItemType;
import dev.seveneight.shared.project.Project;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges each image of an item separately: reads it, or reports what is wrong with it. A pure
 * function, so that a record that is delivered again gets the same result. An item is valid only if
 * it is exactly what our functions write. Unknown attributes are ignored.
 */
public final class ImageJudge {
  /** The texts whose content the judge reads, because it decides where something is counted. */
  private static final Set<String> TEXTS_ASKED =
      Set.of(
          ItemAttribute.KEY,
          ItemAttribute.TYPE,
          ItemAttribute.PROJECT,
          ItemAttribute.ID,
          ItemAttribute.LISTING,
          ItemAttribute.LISTED_AT,
          ItemAttribute.DAY,
          ItemAttribute.CATEGORY,
          ItemAttribute.EXCLUDED,
          ItemAttribute.PERSON,
          ItemAttribute.ANSWERED_BY);

  /** The texts that must be a JSON array. */
  private static final Set<String> JSON_ARRAYS =
      Arrays.stream(ContentAttribute.values())
          .filter(attribute -> attribute.shape() == ContentAttribute.Shape.JSON_ARRAY)
          .map(ContentAttribute::storedName)
          .collect(Collectors.toUnmodifiableSet());

  private ImageJudge() {}

  /** Returns whether the judge reads an attribute at all. */
  public static boolean asks(String attribute) {
    return asksContentOf(attribute) || ResponseJudge.SHAPES.containsKey(attribute);
  }

  /**
   * Returns whether the judge reads an attribute's content. Of a comment, for example, it only
   * checks that it is a text.
   */
  public static boolean asksContentOf(String attribute) {
    return switch (attribute) {
      case ItemAttribute.REV,
          ItemAttribute.EPOCH,
          ItemAttribute.SCORE,
          ItemAttribute.CREATED_AT,
          ItemAttribute.HAS_COMMENT,
          ItemAttribute.GONE,
          ItemAttribute.SEGMENTS,
          ItemAttribute.ANSWERS,
          ItemAttribute.OVERFLOWED,
          ItemAttribute.ERASING,
          ItemAttribute.ERASING_SINCE,
          ItemAttribute.KEEP_SCORES ->
          true;
      default -> TEXTS_ASKED.contains(attribute) || JSON_ARRAYS.contains(attribute);
    };
  }

  /** Judges an item. */
  public static Image judge(Map<String, Stored> item) {
    return judge(new ItemReader(item), true);
  }

  /**
   * Judges a response by its entry in the index by time. An item whose entry is valid may be
   * invalid because of an attribute that the index does not have.
   */
  public static Image judgeEntry(Map<String, Stored> entry) {
    return judge(new ItemReader(entry), false);
  }

  /**
   * Returns whether an entry of a journey is well formed.
   *
   * @param response the id of the entry
   */
  public static boolean isJourneyEntry(String project, String response, Stored value) {
    try {
      JourneyJudge.entry(project, response, value);
      return true;
    } catch (FlawException e) {
      return false;
    }
  }

  private static Image judge(ItemReader item, boolean isWhole) {
    Optional<ItemKey> key = ItemKey.of(item);
    try {
      return image(
          item, key.orElseThrow(() -> new FlawException("pk is not a key of ours")), isWhole);
    } catch (FlawException e) {
      return new Image.Invalid(e.getMessage(), key.flatMap(of -> answer(item, of)));
    }
  }

  private static Image image(ItemReader item, ItemKey key, boolean isWhole) throws FlawException {
    String type = item.text(ItemAttribute.TYPE);
    item.expect(ItemAttribute.PROJECT, key.project());
    // Not skipped: a newer function may have written it, and may count it.
    ItemType known = ItemType.named(type).orElseThrow(() -> new FlawException("type is unknown"));
    key.require(known);
    if (!known.isCounted()) {
      return known == ItemType.PERSON ? person(item, key) : new Image.Uncounted();
    }
    return switch (known) {
      case RESPONSE -> new ResponseJudge(item, key).image(isWhole);
      case JOURNEY -> JourneyJudge.image(item, key);
      default -> throw new IllegalStateException("no judge of the counted type " + known);
    };
  }

  private static Image person(ItemReader item, ItemKey key) throws FlawException {
    if (!item.isSet(ItemAttribute.ERASING)) {
      return new Image.Uncounted();
    }
    item.expect(ItemAttribute.ID, key.id());
    item.whole(ItemAttribute.ERASING_SINCE);
    item.truth(ItemAttribute.KEEP_SCORES);
    return new Image.Erasing(key.project(), key.id(), item.positive(ItemAttribute.REV));
  }

  private static Optional<Image.Answer> answer(ItemReader item, ItemKey key) {
    if (!key.letter().equals(ItemType.RESPONSE.letter()) || !IdRule.isId(key.id())) {
      return Optional.empty();
    }
    Optional<String> person =
        item.attributes().get(ItemAttribute.PERSON) instanceof Stored.Text text
                && IdRule.isId(text.value())
            ? Optional.of(text.value())
            : Optional.empty();
    return Optional.of(new Image.Answer(key.project(), key.id(), person));
  }

  /**
   * The parts of an item's key. Immutable.
   *
   * @param project the item's project
   * @param letter the item's type
   * @param id the id within the type
   */
  record ItemKey(String project, String letter, String id) {
    private static Optional<ItemKey> of(ItemReader item) {
      if (!(item.attributes().get(ItemAttribute.KEY) instanceof Stored.Text key)) {
        return Optional.empty();
      }
      String text = key.value();
      int first = text.indexOf('#');
      int second = text.indexOf('#', first + 1);
      return first > 0 && second > first && Project.isName(text.substring(0, first))
          ? Optional.of(
              new ItemKey(
                  text.substring(0, first),
                  text.substring(first + 1, second),
                  text.substring(second + 1)))
          : Optional.empty();
    }

    private void require(ItemType expected) throws FlawException {
      if (!letter.equals(expected.letter())) {
        throw new FlawException("type is not that of the key");
      }
    }
  }
}
