package dev.seveneight.histories;

import static dev.seveneight.shared.store.Attributes.numberOf;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.Exclusion;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.Sending;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.store.LedgerTiming;
import dev.seveneight.shared.store.MalformedItemException;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.store.project.ProjectTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes to the ledger at random, with the items that ingest writes: people and responses come, are
 * changed, left out, made anonymous and deleted; people are erased, and answers of theirs come all
 * the same; somebody corrupts items by hand and mends them. Remembers a project's epoch as long as
 * ingest does.
 */
public final class LedgerWriter {
  static final List<String> PROJECTS = List.of("acme", "bolt");

  private static final int MOST_PEOPLE = 3;

  private final DynamoDbClient dynamo;
  private final InstantSource clock;
  private final Random random;
  private final ErasedPeople erased;
  private final HandWriting handWriting;
  private final Map<String, List<String>> people = new TreeMap<>();
  private final Map<String, List<String>> responses = new TreeMap<>();
  private final Map<String, Long> epochs = new TreeMap<>();
  private Instant remembered = Instant.MIN;
  private int made;

  public LedgerWriter(
      DynamoDbClient dynamo, InstantSource clock, Random random, ErasedPeople erased) {
    this.dynamo = dynamo;
    this.clock = clock;
    this.random = random;
    this.erased = erased;
    this.handWriting = new HandWriting(dynamo, random);
    ProjectSecret secret = new ProjectSecret(new byte[32]);
    for (String project : PROJECTS) {
      people.put(project, new ArrayList<>());
      responses.put(project, new ArrayList<>());
      put("ProjectTable", ProjectTable.newItem(project, secret, clock.instant().getEpochSecond()));
    }
  }

  /** Does one thing. */
  void act() {
    String project = PROJECTS.get(random.nextInt(PROJECTS.size()));
    int dice = random.nextInt(107);
    if (dice < 45 || responses.get(project).isEmpty()) {
      create(project);
    } else if (dice < 52) {
      change(any(responses.get(project)), content -> withScore(content, random.nextInt(11)));
    } else if (dice < 57) {
      change(any(responses.get(project)), content -> withComment(content, Optional.of("late")));
    } else if (dice < 66) {
      change(any(responses.get(project)), content -> withPerson(content, anyPerson(project)));
    } else if (dice < 71) {
      change(any(responses.get(project)), content -> withPerson(content, Optional.empty()));
    } else if (dice < 79) {
      change(any(responses.get(project)), this::excludedOrNot);
    } else if (dice < 83) {
      change(any(responses.get(project)), content -> withPlan(content, anyPlan()));
    } else if (dice < 91) {
      delete(any(responses.get(project)));
    } else if (dice < 95) {
      erase(project);
    } else if (dice < 100) {
      touch(project);
    } else if (dice < 102) {
      handWriting.corruptResponse(any(responses.get(project)));
    } else if (dice < 103) {
      corruptJourney(project);
    } else {
      handWriting.mend();
    }
  }

  private void corruptJourney(String project) {
    List<String> known = people.get(project);
    if (!known.isEmpty()) {
      handWriting.corruptJourney(LedgerItems.journeyKey(project, any(known)));
    }
  }

  private void create(String project) {
    made++;
    String id = "r%04d".formatted(made);
    Optional<String> person = random.nextInt(3) == 0 ? Optional.empty() : somebody(project);
    // A few times on a few days, so that answers meet on a day and in a second.
    Instant createdAt =
        Instant.parse("2026-02-26T00:00:00Z")
            .plus(Duration.ofDays(random.nextInt(4) * (random.nextInt(4) == 0 ? 40L : 1L)))
            .plusSeconds(random.nextInt(2));
    Content content =
        Content.withScore(random.nextInt(11))
            .comment(random.nextInt(3) == 0 ? Optional.of("why") : Optional.empty())
            .person(person)
            .properties(Map.of("plan", anyPlan()))
            .survey(random.nextInt(8) == 0 ? Optional.of("internal") : Optional.empty())
            .excluded(random.nextInt(8) == 0 ? Optional.of(Exclusion.EMPLOYEE) : Optional.empty())
            .build();
    SurveyResponse response =
        new SurveyResponse(
            project,
            new ResponseId(id),
            1,
            epoch(project),
            createdAt,
            clock.instant(),
            LocalDate.ofInstant(createdAt, ZoneOffset.UTC),
            segments(content),
            content,
            Optional.empty());
    put("LedgerTable", LedgerItems.item(response));
    responses.get(project).add(LedgerItems.responseKey(project, response.id()));
  }

  private static List<String> segments(Content content) {
    // Of the score of an erased person's answer only the plan is kept that it is counted by.
    String plan = "plan=" + content.properties().getOrDefault("plan", "a");
    if (content.survey().isPresent()) {
      return List.of("survey=internal", plan + "&survey=internal");
    }
    return plan.equals("plan=a") ? List.of("") : List.of("", plan);
  }

  private Optional<String> somebody(String project) {
    List<String> known = people.get(project);
    if (known.isEmpty() || (known.size() < MOST_PEOPLE && random.nextInt(3) == 0)) {
      made++;
      Person person =
          new Person(
              project,
              "p%04d".formatted(made),
              1,
              epoch(project),
              Instant.ofEpochSecond(clock.instant().getEpochSecond()),
              clock.instant(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              new TreeMap<>(),
              Sending.NOTHING);
      put("LedgerTable", LedgerItems.item(person));
      put("LedgerTable", LedgerItems.emptyJourney(person));
      known.add(person.id());
    }
    return anyPerson(project);
  }

  private Optional<String> anyPerson(String project) {
    List<String> known = people.get(project);
    Optional<String> gone = erased.justErased(project).filter(person -> random.nextInt(3) == 0);
    return known.isEmpty() || gone.isPresent() ? gone : Optional.of(any(known));
  }

  private Content excludedOrNot(Content content) {
    return withExclusion(
        content, content.excluded().isPresent() ? Optional.empty() : Optional.of(Exclusion.BOT));
  }

  private void change(String key, UnaryOperator<Content> change) {
    Map<String, AttributeValue> item = get(key);
    Optional<SurveyResponse> found = readable(item);
    if (found.isEmpty()) {
      return;
    }
    SurveyResponse before = found.get();
    Content content = change.apply(before.content());
    put("LedgerTable", LedgerItems.changedItem(item, changed(before, content)));
  }

  private SurveyResponse changed(SurveyResponse before, Content content) {
    return new SurveyResponse(
        before.project(),
        before.id(),
        before.rev() + 1,
        before.epoch(),
        before.createdAt(),
        clock.instant(),
        before.day(),
        segments(content),
        content,
        before.importId());
  }

  /** Ingest cannot do anything with a response that it cannot read. */
  private static Optional<SurveyResponse> readable(Map<String, AttributeValue> item) {
    try {
      return LedgerItems.response(item);
    } catch (MalformedItemException e) {
      return Optional.empty();
    }
  }

  private void delete(String key) {
    readable(get(key))
        .ifPresent(
            response ->
                put("LedgerTable", LedgerItems.gone(response, takenBack(), clock.instant())));
  }

  private Optional<String> takenBack() {
    return random.nextInt(4) == 0 ? Optional.of("i1") : Optional.empty();
  }

  /**
   * Takes what is left of a deleted response away, as its expiry does, or one that cannot be read,
   * as an operator does; else writes it anew.
   */
  private void touch(String project) {
    String key = any(responses.get(project));
    if (readable(get(key)).isEmpty()) {
      remove(key);
      responses.get(project).remove(key);
    } else {
      change(key, content -> content);
    }
  }

  private void erase(String project) {
    List<String> known = people.get(project);
    if (!known.isEmpty()) {
      String person = any(known);
      known.remove(person);
      erased.erase(project, person, random.nextBoolean());
    }
  }

  /** Those who were erased. */
  ErasedPeople erased() {
    return erased;
  }

  private long epoch(String project) {
    Instant now = clock.instant();
    if (!now.isBefore(remembered.plus(LedgerTiming.CACHE_LIFETIME))) {
      epochs.clear();
      remembered = now;
    }
    return epochs.computeIfAbsent(
        project,
        id ->
            numberOf(
                dynamo
                    .getItem(
                        get ->
                            get.tableName("ProjectTable")
                                .key(ProjectTable.key(id, ProjectTable.PROJECT_ITEM)))
                    .item(),
                "epoch"));
  }

  private String anyPlan() {
    return random.nextBoolean() ? "a" : "b";
  }

  private String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Map<String, AttributeValue> get(String key) {
    return dynamo
        .getItem(get -> get.tableName("LedgerTable").key(Map.of(LedgerItems.KEY, text(key))))
        .item();
  }

  private void put(String table, Map<String, AttributeValue> item) {
    dynamo.putItem(put -> put.tableName(table).item(item));
  }

  private void remove(String key) {
    dynamo.deleteItem(
        delete -> delete.tableName("LedgerTable").key(Map.of(LedgerItems.KEY, text(key))));
  }

  private static Content withScore(Content it, int score) {
    return content(it, score, it.comment(), it.person(), it.properties(), it.excluded());
  }

  private static Content withComment(Content it, Optional<String> comment) {
    return content(it, it.score(), comment, it.person(), it.properties(), it.excluded());
  }

  private static Content withPerson(Content it, Optional<String> person) {
    return content(it, it.score(), it.comment(), person, it.properties(), it.excluded());
  }

  private static Content withPlan(Content it, String plan) {
    return content(
        it,
        it.score(),
        it.comment(),
        it.person(),
        new TreeMap<>(Map.of("plan", plan)),
        it.excluded());
  }

  private static Content withExclusion(Content it, Optional<Exclusion> excluded) {
    return content(it, it.score(), it.comment(), it.person(), it.properties(), excluded);
  }

  private static Content content(
      Content it,
      int score,
      Optional<String> comment,
      Optional<String> person,
      Map<String, String> properties,
      Optional<Exclusion> excluded) {
    return new Content(
        score,
        comment,
        person,
        properties,
        it.survey(),
        it.channel(),
        it.language(),
        it.tags(),
        it.additionalAnswers(),
        it.notes(),
        excluded);
  }
}
