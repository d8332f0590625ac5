package dev.seveneight.keys;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.isSet;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.text;
import static dev.seveneight.shared.store.Attributes.textOf;
import static dev.seveneight.shared.store.Attributes.texts;
import static dev.seveneight.shared.store.Attributes.textsOf;

import dev.seveneight.shared.id.FreshIds;
import dev.seveneight.shared.log.ChangeLog;
import dev.seveneight.shared.log.ChangeLog.Action;
import dev.seveneight.shared.project.ApiKey;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.ItemQuery;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.WriteCondition;
import dev.seveneight.shared.store.WriteResult;
import dev.seveneight.shared.store.project.ProjectItemType;
import dev.seveneight.shared.store.project.ProjectItemWriter;
import dev.seveneight.shared.store.project.ProjectTable;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Creates, lists and revokes keys. A key is stored only as its hash, which the functions behind the
 * API look up. In addition the project has an item without the key, which is used to list and
 * revoke the key.
 */
public final class KeyStore {
  /** With the project's name, the partition of the list of its keys. */
  private static final String LIST_PARTITION = ProjectItemType.LISTED_KEY.partition();

  private static final String KEY_PREFIX = "se_";

  /**
   * The number of random bytes: 240 bits, which are 40 characters. With its prefix a key has 43
   * characters. It is not longer because Delighted's client for Ruby encodes the key and a colon
   * with {@code pack("m")}, which breaks the line after 45 bytes, and rejects a header with a line
   * break.
   */
  private static final int KEY_BYTES = 30;

  private static final int SECRET_BYTES = 32;

  // Attributes of the item in the list of keys.
  private static final String HASH = "hash";
  private static final String NAME = "name";
  private static final String CREATED_AT = "created_at";

  private final ItemTable items;
  private final ProjectItemWriter projectItems;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** Creates a store of keys in the table of projects. */
  public KeyStore(ItemTable items, ProjectItemWriter projectItems, InstantSource clock) {
    this.items = items;
    this.projectItems = projectItems;
    this.clock = clock;
  }

  /**
   * A key in a list.
   *
   * @param id the id that revokes it
   * @param name its purpose
   * @param scopes its scopes, by name
   * @param createdAt the time of its creation, in seconds since 1970
   * @param expiresAt the time of its expiry, in seconds since 1970; empty if it never expires
   * @param revoked whether it was revoked
   */
  public record Listed(
      String id,
      String name,
      List<String> scopes,
      long createdAt,
      OptionalLong expiresAt,
      boolean revoked) {}

  /**
   * A key that was just created. It is shown only this once.
   *
   * @param key the key
   * @param listed its other facts
   */
  public record Made(String key, Listed listed) {}

  /**
   * Creates a key, and the project too if this is its first key.
   *
   * @param expiresAt the time of its expiry, in seconds since 1970; empty if it never expires
   */
  Made make(String project, String name, Set<Scope> scopes, OptionalLong expiresAt) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    String key = KEY_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return new Made(key, put(project, name, scopes, expiresAt, key));
  }

  /** Stores a given key, for a demonstration whose key may be public. */
  public Listed put(String project, String name, Set<Scope> scopes, String key) {
    return put(project, name, scopes, OptionalLong.empty(), key);
  }

  private Listed put(
      String project, String name, Set<Scope> scopes, OptionalLong expiresAt, String key) {
    makeProject(project);
    Listed listed =
        new Listed(
            FreshIds.next(),
            name,
            scopes.stream().sorted().map(Scope::apiName).toList(),
            clock.instant().getEpochSecond(),
            expiresAt,
            false);
    String hash = ApiKey.hash(key);
    Map<String, AttributeValue> found = new HashMap<>(ProjectTable.keyOfHash(hash));
    found.put(ProjectTable.PROJECT, text(project));
    found.put(ProjectTable.KEY_ID, text(listed.id()));
    found.put(ProjectTable.SCOPES, texts(listed.scopes()));
    Map<String, AttributeValue> shown = new HashMap<>(listKey(project, listed.id()));
    shown.put(HASH, text(hash));
    shown.put(NAME, text(name));
    shown.put(ProjectTable.SCOPES, texts(listed.scopes()));
    shown.put(CREATED_AT, number(listed.createdAt()));
    expiresAt.ifPresent(
        second -> {
          found.put(ProjectTable.VALID_UNTIL, number(second));
          shown.put(ProjectTable.VALID_UNTIL, number(second));
        });
    WriteResult result =
        items.writeTogether(
            List.of(
                items.toPut(found, WriteCondition.IS_NEW),
                items.toPut(shown, WriteCondition.IS_NEW)));
    if (!result.isWritten()) {
      throw new IllegalStateException("there is such a key already");
    }
    ChangeLog.current().note(Action.CREATE, project, "key", listed.id());
    return listed;
  }

  /** Returns the keys of a project, oldest first, including revoked ones. */
  public List<Listed> list(String project) {
    return items
        .all(ItemQuery.ofPartition(LIST_PARTITION + project).consistent())
        .map(
            item ->
                new Listed(
                    textOf(item, ProjectTable.SORT_KEY),
                    textOf(item, NAME),
                    textsOf(item, ProjectTable.SCOPES),
                    numberOf(item, CREATED_AT),
                    item.containsKey(ProjectTable.VALID_UNTIL)
                        ? OptionalLong.of(numberOf(item, ProjectTable.VALID_UNTIL))
                        : OptionalLong.empty(),
                    isSet(item, ProjectTable.REVOKED)))
        .toList();
  }

  /**
   * Revokes a key. It works until the functions no longer have it cached, a minute at most.
   * Revoking it again changes nothing.
   *
   * @return whether there is such a key
   */
  public boolean revoke(String project, String id) {
    Map<String, AttributeValue> shownKey = listKey(project, id);
    Map<String, AttributeValue> shown = items.get(shownKey);
    if (shown.isEmpty()) {
      return false;
    }
    Map<String, AttributeValue> foundKey = ProjectTable.keyOfHash(textOf(shown, HASH));
    WriteResult result =
        items.writeTogether(
            List.of(items.toUpdate(revoked(foundKey)), items.toUpdate(revoked(shownKey))));
    if (!result.isWritten()) {
      throw new IllegalStateException("the two items of a key are not both there");
    }
    ChangeLog.current().note(Action.REVOKE, project, "key", id);
    return true;
  }

  private static ItemUpdate revoked(Map<String, AttributeValue> key) {
    return ItemUpdate.of(key).set(ProjectTable.REVOKED, flag(true)).onlyIf(WriteCondition.IS_THERE);
  }

  private static Map<String, AttributeValue> listKey(String project, String id) {
    return ProjectTable.keyIn(LIST_PARTITION + project, id);
  }

  private void makeProject(String project) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    boolean isNew =
        projectItems.create(project, new ProjectSecret(secret), clock.instant().getEpochSecond());
    if (isNew) {
      ChangeLog.current().note(Action.CREATE, project, "project", project);
    }
  }
}
