package dev.seveneight.bench;

import dev.seveneight.bench.ScaleResponses.Given;
import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.segment.SegmentPlan;
import dev.seveneight.shared.segment.Share;
import dev.seveneight.shared.segment.ValueLists;
import dev.seveneight.shared.store.LedgerItems;
import dev.seveneight.shared.store.ProjectTable;
import dev.seveneight.shared.store.ValueListTable;
import dev.seveneight.shared.tally.CountedJourney;
import dev.seveneight.shared.tally.CountedResponse;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.JourneyAnswer;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Puts responses into a project on a fast path: they are folded in memory by the rule of the
 * aggregate function, and only their tallies are written, the project's lists of values, and of the
 * ledger the newest response. Questions about whole days read nothing else.
 */
final class ScaleProject {
  private static final String PROJECTS = "ProjectTable";

  private final DynamoDbClient dynamo;
  private final Project project;
  private final ScaleResponses responses;
  private final Predicate<TallyKey> wanted;
  private final ValueLists lists;
  private final Map<String, List<String>> segmentsOf = new HashMap<>();
  private Optional<Given> newest = Optional.empty();

  /**
   * A project that is there and empty.
   *
   * @param dynamo the store
   * @param id the project's
   * @param wanted which tallies are written
   */
  ScaleProject(
      DynamoDbClient dynamo, String id, ScaleResponses responses, Predicate<TallyKey> wanted) {
    ProjectTable projects = new ProjectTable(dynamo, PROJECTS, ScaleYear.CLOCK);
    this.dynamo = dynamo;
    this.project = projects.project(id);
    this.responses = responses;
    this.wanted = wanted;
    this.lists = new ValueListTable(dynamo, PROJECTS, projects, ScaleYear.CLOCK).of(this.project);
  }

  /** Counts the responses. */
  void count() {
    TallySums sums = new TallySums();
    responses.each(answers -> add(answers, sums));
    try (TallyLoad load = new TallyLoad(dynamo)) {
      sums.each(only(load::write));
    }
    putNewest();
  }

  /** Writes full tallies in place of those of the responses. */
  void fill() {
    List<String> segments = new ArrayList<>(List.of(Segment.EVERYTHING.key()));
    for (String value : responses.listOfValues()) {
      segments.addAll(segmentsOf(value));
    }
    try (TallyLoad load = new TallyLoad(dynamo)) {
      new FullTallies(project.id(), only(load::write)).each(segments.stream().distinct().toList());
    }
    responses.each(answers -> answers.forEach(this::keepNewest));
    putNewest();
  }

  private BiConsumer<TallyKey, Counters> only(BiConsumer<TallyKey, Counters> taker) {
    return (tally, counters) -> {
      if (wanted.test(tally)) {
        taker.accept(tally, counters);
      }
    };
  }

  private void add(List<Given> answers, TallySums sums) {
    for (Given given : answers) {
      sums.add(
          new CountedResponse(
              project.id(),
              project.epoch(),
              given.day(),
              given.score(),
              given.hasComment(),
              false,
              segmentsOf(given.value())));
      keepNewest(given);
    }
    if (answers.get(0).person().isPresent()) {
      sums.add(
          new CountedJourney(
              project.id(), project.epoch(), answers.stream().map(this::ofJourney).toList()));
    }
  }

  private JourneyAnswer ofJourney(Given given) {
    return new JourneyAnswer(
        given.id(),
        given.time().getEpochSecond(),
        given.day(),
        given.score(),
        segmentsOf(given.value()));
  }

  private void keepNewest(Given given) {
    if (newest.filter(other -> !other.time().isBefore(given.time())).isEmpty()) {
      newest = Optional.of(given);
    }
  }

  private void putNewest() {
    Given given = newest.orElseThrow();
    SurveyResponse response =
        new SurveyResponse(
            project.id(),
            new ResponseId(given.id()),
            1,
            project.epoch(),
            given.time(),
            given.time().plusMillis(345),
            given.day(),
            segmentsOf(given.value()),
            content(given.score(), given.value()),
            Optional.empty());
    dynamo.putItem(put -> put.tableName(MeasuredStore.LEDGER).item(LedgerItems.item(response)));
  }

  /** As the ingest function finds them, which lets the project's lists grow. */
  private List<String> segmentsOf(String value) {
    return segmentsOf.computeIfAbsent(value, absent -> lists.write(plan(absent)).keys());
  }

  private SegmentPlan plan(String value) {
    return content(0, value)
        .segmentPlan(project.settings().segmentRules(), Share.WHOLE)
        .withoutNotes();
  }

  private Content content(int score, String value) {
    return new Content(
        score,
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(Map.of(responses.dimension(), value)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
