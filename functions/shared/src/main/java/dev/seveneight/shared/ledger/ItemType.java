package dev.seveneight.shared.ledger;

import static dev.seveneight.shared.ledger.Privacy.Found.BY_INDEX;
import static dev.seveneight.shared.ledger.Privacy.Found.BY_KEY;
import static dev.seveneight.shared.ledger.Privacy.NOTHING_PERSONAL;
import static dev.seveneight.shared.ledger.Privacy.deletedWithThePerson;

import dev.seveneight.shared.ledger.Privacy.Aging;
import dev.seveneight.shared.ledger.Privacy.Left;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The registry of the ledger's item types: each with the name that an item's {@code type} has, the
 * letter in its key, whether the tallies count it, and what erasing and retention leave of it. The
 * aggregate function sets aside an item of any other type.
 *
 * <p>A key is {@code project#letter#id}: {@code acme#r#01m8...} is a response of the project acme.
 *
 * <p>A new type needs a line here first. {@code ItemTypesTest} fails when an item is written whose
 * type has none, and the compiler where erasing needs to know more.
 */
@SuppressWarnings("ImmutableEnumChecker") // a record of enums
public enum ItemType {
  /** A response, or what is left of a deleted one. */
  RESPONSE(
      "response",
      "r",
      Counting.COUNTED,
      new Privacy(BY_INDEX, Left.USED_ID, Left.COUNTED, Aging.BY_ITSELF)),

  /** A person. While the person is being erased, the item says only that, and goes last. */
  PERSON(
      "person",
      "p",
      Counting.UNCOUNTED,
      new Privacy(BY_KEY, Left.NOTHING, Left.NOTHING, Aging.BY_ITSELF)),

  /** A person's responses in order. */
  JOURNEY("journey", "j", Counting.COUNTED, deletedWithThePerson(BY_KEY)),

  /** Maps an HMAC of an e-mail address, phone number or external id to its person. */
  IDENTITY("identity", "i", Counting.UNCOUNTED, deletedWithThePerson(BY_KEY)),

  /** An HMAC of the id of an erased person, by which late responses are recognised; expires. */
  TOMBSTONE("tombstone", "t", Counting.UNCOUNTED, NOTHING_PERSONAL),

  /** A request to answer a survey. */
  SURVEY_REQUEST("survey_request", "q", Counting.UNCOUNTED, deletedWithThePerson(BY_INDEX)),

  /** An entry in the list of people who have unsubscribed. */
  UNSUBSCRIBE("unsubscribe", "u", Counting.UNCOUNTED, deletedWithThePerson(BY_KEY)),

  /** An entry in the list of people whose mail bounced. */
  BOUNCE("bounce", "b", Counting.UNCOUNTED, deletedWithThePerson(BY_KEY));

  private enum Counting {
    COUNTED,
    UNCOUNTED
  }

  private static final Map<String, ItemType> BY_NAME = by(ItemType::storedName);
  private static final Map<String, ItemType> BY_LETTER = by(ItemType::letter);

  private final String storedName;
  private final String letter;
  private final Counting counting;
  private final Privacy privacy;

  ItemType(String storedName, String letter, Counting counting, Privacy privacy) {
    this.storedName = storedName;
    this.letter = letter;
    this.counting = counting;
    this.privacy = privacy;
  }

  private static Map<String, ItemType> by(Function<ItemType, String> key) {
    Map<String, ItemType> types = new HashMap<>();
    for (ItemType type : values()) {
      types.put(key.apply(type), type);
    }
    return types;
  }

  /** The type that an item's {@code type} names; empty for a name that is not registered. */
  public static Optional<ItemType> named(String storedName) {
    return Optional.ofNullable(BY_NAME.get(storedName));
  }

  /** The type of the items whose keys have this letter; empty for a letter that no type has. */
  public static Optional<ItemType> ofLetter(String letter) {
    return Optional.ofNullable(BY_LETTER.get(letter));
  }

  /** The types whose items erasing a person finds in this way. */
  public static List<ItemType> found(Privacy.Found how) {
    return Stream.of(values()).filter(type -> type.privacy.found() == how).toList();
  }

  /** The name in an item's attribute {@code type}. */
  public String storedName() {
    return storedName;
  }

  /** The letter in an item's key. */
  public String letter() {
    return letter;
  }

  /** Whether the tallies count items of this type. */
  public boolean isCounted() {
    return counting == Counting.COUNTED;
  }

  /** What erasing and retention leave of an item. */
  public Privacy privacy() {
    return privacy;
  }

  /** The partition key of an item of this type. */
  public String key(String project, String id) {
    return project + "#" + letter + "#" + id;
  }
}
