package dev.seveneight.shared.image;

import dev.seveneight.shared.ledger.Ids;
import dev.seveneight.shared.project.Project;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges each image of an item separately: reads it, or says what is wrong with it. A pure
 * function, so that a record that is delivered again is judged as before. An item is valid only if
 * it is exactly what our functions write; an attribute that they do not know is passed over.
 *
 * <p>A type of item has one letter in its key: {@code acme#r#01m8...} is a response of the project
 * acme.
 */
public final class ImageJudge {
  private static final String RESPONSE = "r";
  private static final String JOURNEY = "j";
  private static final String PERSON = "p";

  /** The letters of the types of items that are not counted. */
  private static final Map<String, String> UNCOUNTED =
      Map.of(
          "identity", "i",
          "tombstone", "t",
          "survey_request", "q",
          "unsubscribe", "u",
          "bounce", "b");

  /** The texts whose content is asked for: what they say decides where something is counted. */
  private static final Set<String> TEXTS_ASKED =
      Set.of(
          "pk",
          "type",
          "project",
          "id",
          "listing",
          "listed_at",
          "day",
          "category",
          "excluded",
          "person",
          "answered_by");

  private ImageJudge() {}

  /** Whether the judge asks for an attribute at all. */
  public static boolean asks(String attribute) {
    return asksContentOf(attribute) || ResponseJudge.SHAPES.containsKey(attribute);
  }

  /**
   * Whether the judge asks what an attribute says. Of a comment, for example, it only asks whether
   * it is a text.
   */
  public static boolean asksContentOf(String attribute) {
    return switch (attribute) {
      case "rev",
          "epoch",
          "score",
          "created_at",
          "has_comment",
          "gone",
          "segments",
          "answers",
          "overflowed",
          "erasing",
          "erasing_since",
          "keep_scores",
          "additional_answers",
          "notes" ->
          true;
      default -> TEXTS_ASKED.contains(attribute);
    };
  }

  /** Judges an item. */
  public static Image judge(Map<String, Stored> item) {
    return judge(new ItemReader(item), true);
  }

  /**
   * Judges a response by what the index by time shows of it. An item that the index shows as valid
   * may be invalid by an attribute that the index does not have.
   */
  public static Image judgeEntry(Map<String, Stored> entry) {
    return judge(new ItemReader(entry), false);
  }

  /**
   * Whether an entry of a journey is what ours are.
   *
   * @param response the id that it stands under
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
    String type = item.text("type");
    item.expect("project", key.project());
    switch (type) {
      case "response" -> {
        key.require(RESPONSE);
        return new ResponseJudge(item, key).image(isWhole);
      }
      case "journey" -> {
        key.require(JOURNEY);
        return JourneyJudge.image(item, key);
      }
      case "person" -> {
        key.require(PERSON);
        return person(item, key);
      }
      default -> {
        String letter = UNCOUNTED.get(type);
        if (letter == null) {
          throw new FlawException("type is unknown");
        }
        key.require(letter);
        return new Image.Uncounted();
      }
    }
  }

  private static Image person(ItemReader item, ItemKey key) throws FlawException {
    if (!item.isSet("erasing")) {
      return new Image.Uncounted();
    }
    item.expect("id", key.id());
    item.whole("erasing_since");
    item.truth("keep_scores");
    return new Image.Erasing(key.project(), key.id(), item.positive("rev"));
  }

  private static Optional<Image.Answer> answer(ItemReader item, ItemKey key) {
    if (!key.letter().equals(RESPONSE) || !Ids.isId(key.id())) {
      return Optional.empty();
    }
    Optional<String> person =
        item.attributes().get("person") instanceof Stored.Text text && Ids.isId(text.value())
            ? Optional.of(text.value())
            : Optional.empty();
    return Optional.of(new Image.Answer(key.project(), key.id(), person));
  }

  /**
   * The parts of an item's key. Immutable.
   *
   * @param project whose item it is
   * @param letter what type of item it is
   * @param id what tells it from others of the type
   */
  record ItemKey(String project, String letter, String id) {
    private static Optional<ItemKey> of(ItemReader item) {
      if (!(item.attributes().get("pk") instanceof Stored.Text key)) {
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

    private void require(String expected) throws FlawException {
      if (!letter.equals(expected)) {
        throw new FlawException("type is not that of the key");
      }
    }
  }
}
