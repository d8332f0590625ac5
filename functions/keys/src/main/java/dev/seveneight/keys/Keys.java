package dev.seveneight.keys;

import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.validation.Fields;
import dev.seveneight.shared.validation.TextRule;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** An operator's requests to the keys function: {@code create}, {@code list} or {@code revoke}. */
final class Keys {
  private static final Set<Scope> DEFAULT_SCOPES = EnumSet.of(Scope.READ, Scope.WRITE);
  private static final long MOST_DAYS = 3_650;
  private static final long SECONDS_OF_A_DAY = 86_400;
  private static final TextRule PROJECT = TextRule.identifier(40);
  private static final TextRule NAME = TextRule.line(100);
  private static final TextRule ID = TextRule.identifier(40);

  private final KeyStore store;
  private final InstantSource clock;

  Keys(KeyStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Carries out a request and returns the reply.
   *
   * @throws Problem if the request breaks a rule
   */
  Map<String, Object> reply(Object request) {
    Fields fields = Fields.of(request);
    Optional<String> action = fields.text("action", NAME);
    String project = project(fields);
    return switch (action.orElse("")) {
      case "create" -> create(fields, project);
      case "list" -> list(fields, project);
      case "revoke" -> revoke(fields, project);
      default -> throw Problem.invalid("action", Rule.FORMAT, "create, list or revoke");
    };
  }

  private Map<String, Object> create(Fields fields, String project) {
    String name = fields.text("name", NAME).orElse("");
    Set<Scope> scopes = scopes(fields);
    OptionalLong expiresAt = expiresAt(fields);
    fields.finish();
    KeyStore.Made made = store.make(project, name, scopes, expiresAt);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("key", made.key());
    json.putAll(json(made.listed()));
    return json;
  }

  private Map<String, Object> list(Fields fields, String project) {
    fields.finish();
    List<Map<String, Object>> keys = new ArrayList<>();
    for (KeyStore.Listed listed : store.list(project)) {
      keys.add(json(listed));
    }
    return Map.of("keys", keys);
  }

  private Map<String, Object> revoke(Fields fields, String project) {
    String id = fields.text("id", ID).orElse("");
    if (id.isEmpty()) {
      fields.reject("id", Rule.REQUIRED, "the id of the key, as list shows it");
    }
    fields.finish();
    if (!store.revoke(project, id)) {
      throw Problem.of(ErrorCode.NOT_FOUND, "the project has no key with this id");
    }
    return Map.of("ok", true);
  }

  private static String project(Fields fields) {
    Optional<String> project = fields.text("project", PROJECT);
    if (!Project.isName(project.orElse(""))) {
      fields.reject("project", Rule.FORMAT, "1 to 40 small letters, digits and -, the first no -");
    }
    return project.orElse("");
  }

  private static Set<Scope> scopes(Fields fields) {
    Optional<List<String>> names = fields.texts("scopes", Scope.values().length, NAME);
    if (names.isEmpty()) {
      return DEFAULT_SCOPES;
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String name : names.get()) {
      Scope.named(name).ifPresent(scopes::add);
    }
    if (scopes.isEmpty() || scopes.size() != names.get().size()) {
      fields.reject("scopes", Rule.FORMAT, "some of collect, metrics, read, write and admin");
    }
    return scopes;
  }

  private OptionalLong expiresAt(Fields fields) {
    long now = clock.instant().getEpochSecond();
    long latest = now + MOST_DAYS * SECONDS_OF_A_DAY;
    OptionalLong second = fields.integer("expires_at", now + 1, latest);
    OptionalLong days = fields.integer("expires_in_days", 1, MOST_DAYS);
    if (fields.has("expires_at") && fields.has("expires_in_days")) {
      fields.reject("expires_in_days", Rule.CONFLICT, "either expires_at or expires_in_days");
    }
    return days.isPresent() ? OptionalLong.of(now + days.getAsLong() * SECONDS_OF_A_DAY) : second;
  }

  private static Map<String, Object> json(KeyStore.Listed listed) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", listed.id());
    json.put("name", listed.name());
    json.put("scopes", listed.scopes());
    json.put("created_at", listed.createdAt());
    json.put("expires_at", listed.expiresAt().isPresent() ? listed.expiresAt().getAsLong() : null);
    json.put("revoked", listed.revoked());
    return json;
  }
}
