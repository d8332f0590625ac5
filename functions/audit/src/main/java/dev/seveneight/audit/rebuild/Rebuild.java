package dev.seveneight.audit.rebuild;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.jobs.JobSteps;
import dev.seveneight.audit.jobs.StreamDrain;
import dev.seveneight.audit.jobs.Waits;
import dev.seveneight.audit.reads.IndexPage;
import dev.seveneight.audit.reads.StrayTallies;
import dev.seveneight.audit.reports.DriftReport;
import dev.seveneight.audit.reports.InvalidItems;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.metrics.Metric;
import dev.seveneight.shared.metrics.Metrics;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.project.ProjectItemWriter;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.store.project.ValueListTable;
import dev.seveneight.shared.store.tally.StoredTally;
import dev.seveneight.shared.text.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Rebuilds a project's tallies of some days while responses keep coming in. Responses that are in
 * the ledger and not in its tallies may be on their way or lost for good, and only the stream can
 * tell. So the stream does the work: every response and every journey is moved into the project's
 * next epoch, by a change like any other. When the stream is counted up to the last of these
 * changes, all that the tallies have in the next epoch is right, and all that they still have in
 * older ones is drift. Readers sum all epochs, so the move does not change their results.
 *
 * <p>The rebuild moves the responses of the requested days and of the rest of their months, and the
 * journeys of all people, because a lost batch may hold an answer of any person.
 */
public final class Rebuild implements JobSteps {
  /** The kind of these jobs. */
  public static final String KIND = "rebuild";

  /**
   * The number of responses moved per second. Each is a write to the index by time, which allows
   * some 1,000 a second per project, and incoming responses need some of them.
   */
  private static final int MOVED_PER_SECOND = 400;

  /**
   * The maximum number of epochs. A tally has a few hundred counters; forged ones must not fill the
   * job.
   */
  public static final int MOST_EPOCHS = 1_000;

  /**
   * The number of findings that are reported and corrected at a time, because the job's item has to
   * hold their names.
   */
  public static final int MOST_AT_A_TIME = 1_000;

  private static final int LENGTH_OF_NAME = 16;

  public static final String EPOCH = "epoch";
  private static final String SETTINGS_VERSION = "settings_version";
  private static final String SEGMENT_ANEW = "segment_anew";
  private static final String MOVES = "moves";
  private static final String FENCE = "fence";
  private static final String TOLD = "told";
  public static final String USED_EPOCHS = "used_epochs";
  private static final String SEGMENTS_CURSOR = "segments_cursor";

  private final ProjectItemWriter projectItems;
  private final ProjectTable projects;
  private final ValueListTable valueLists;
  private final ResponseWalk responses;
  private final JourneyWalk journeys;
  private final TallySweep tallies;
  private final StreamDrain drain;
  private final Metrics metrics;
  private final Waits waits;
  private final InstantSource clock;

  public Rebuild(
      ProjectItemWriter projectItems,
      ProjectTable projects,
      ValueListTable valueLists,
      ResponseWalk responses,
      JourneyWalk journeys,
      TallySweep tallies,
      StreamDrain drain,
      Metrics metrics,
      Waits waits,
      InstantSource clock) {
    this.projectItems = projectItems;
    this.projects = projects;
    this.valueLists = valueLists;
    this.responses = responses;
    this.journeys = journeys;
    this.tallies = tallies;
    this.drain = drain;
    this.metrics = metrics;
    this.waits = waits;
    this.clock = clock;
  }

  @Override
  public Job step(Job job) {
    return switch (job.step()) {
      case Job.FIRST_STEP -> begin(job);
      case "lists" -> openLists(job);
      case "epochs" -> lookForEpochs(job);
      case "epochs in segments" -> lookForEpochsInSegments(job);
      case "epoch" -> raiseEpoch(job);
      case "responses" -> moveResponses(job);
      case "journeys" -> moveJourneys(job);
      case "again" -> walkAgain(job);
      case "drain" -> awaitStream(job);
      case "entries" -> correctJourneys(job);
      case "tallies" -> correctTallies(job);
      case "segments" -> correctSegments(job);
      case "end" -> end(job);
      default -> throw new IllegalStateException("a rebuild has no step " + job.step());
    };
  }

  /**
   * Notes the next epoch before raising it, so that it is raised only once, even if the step is
   * repeated.
   */
  private Job begin(Job job) {
    Project now = projects.projectNow(job.project());
    boolean segmentAnew = job.isOfAllDays() && now.staleSettings();
    return DriftReport.in(job)
        .reportedBy(
            job.reporting("days", RebuiltDays.of(job).toString())
                .reporting("touched_responses", 0)
                .reporting("touched_journeys", 0)
                .reporting("repaired_journeys", 0)
                .reporting("passes", 0))
        .with(EPOCH, now.epoch() + 1)
        .with(SETTINGS_VERSION, now.settingsVersion())
        .with(SEGMENT_ANEW, segmentAnew)
        .next(segmentAnew ? "lists" : "epochs");
  }

  /**
   * Opens the lists long enough before the epoch is raised. A writer in the new epoch must not have
   * cached a list as full that accepts values again.
   */
  private Job openLists(Job job) {
    valueLists.open(projects.projectNow(job.project()), job.id());
    return job.next("epochs").notBefore(in(waits.caches()));
  }

  /**
   * Finds an epoch that no tally mentions. A forged counter of the same epoch could not be
   * distinguished from later counts. Every tally must also have room for the new counts, so content
   * that our functions cannot have written is removed before anything is moved.
   */
  private Job lookForEpochs(Job job) {
    IndexPage page = tallies.page(job);
    Collection<Map<String, AttributeValue>> items = tallies.items(page, job);
    Job looked = used(job, TallySweep.epochs(items));
    return correctFlaws(looked, items, corrected -> page.done(corrected, "epochs in segments"));
  }

  private Job lookForEpochsInSegments(Job job) {
    StrayTallies.Found found = tallies.strays(job, job.cursor(SEGMENTS_CURSOR));
    Job looked = used(job, TallySweep.epochs(found.items()));
    return correctFlaws(
        looked,
        found.items(),
        corrected ->
            found.next().isPresent()
                ? corrected.with(SEGMENTS_CURSOR, found.next().get())
                : chooseEpoch(corrected));
  }

  private static Job chooseEpoch(Job looked) {
    List<String> used = looked.texts(USED_EPOCHS);
    long epoch = looked.number(EPOCH);
    while (used.contains(Long.toString(epoch))) {
      epoch++;
    }
    return looked.without(SEGMENTS_CURSOR).without(USED_EPOCHS).with(EPOCH, epoch).next("epoch");
  }

  /** Notes used epochs. Only the next epochs are noted, and usually there are none. */
  public static Job used(Job job, Set<Long> epochs) {
    SortedSet<Long> used = new TreeSet<>(epochs);
    job.texts(USED_EPOCHS).forEach(epoch -> used.add(Long.parseLong(epoch)));
    List<String> next =
        used.tailSet(job.number(EPOCH)).stream()
            .limit(MOST_EPOCHS)
            .map(epoch -> Long.toString(epoch))
            .toList();
    return next.isEmpty() ? job : job.with(USED_EPOCHS, next);
  }

  private Job raiseEpoch(Job job) {
    projectItems.raiseEpoch(job.project(), job.number(EPOCH));
    return job.next("responses").notBefore(in(waits.caches().plus(waits.indexLag())));
  }

  private Job moveResponses(Job job) {
    IndexPage page = responses.page(job);
    List<Map<String, AttributeValue>> left = ResponseWalk.elsewhere(page, job, job.number(EPOCH));
    if (!left.isEmpty() && !job.isSet(MOVES)) {
      return job.with(MOVES, true);
    }
    Instant begun = clock.instant();
    long moved = responses.move(job.project(), left, job.number(EPOCH), job.isSet(SEGMENT_ANEW));
    Job named = InvalidItems.reportedBy(job, ResponseWalk.invalid(page));
    return page.done(named.reportingMore("touched_responses", moved), "journeys")
        .notBefore(begun.plusMillis(1_000 * moved / MOVED_PER_SECOND));
  }

  private Job moveJourneys(Job job) {
    IndexPage page = journeys.page(job);
    List<JourneyNeed> needs = journeys.needs(page, job.project(), job.number(EPOCH));
    if (asksForAnotherWalk(needs) && !job.isSet(MOVES)) {
      return job.with(MOVES, true);
    }
    return page.done(meet(job, needs), "again");
  }

  private static boolean asksForAnotherWalk(List<JourneyNeed> needs) {
    return needs.stream().anyMatch(JourneyNeed::asksForAnotherWalk);
  }

  private Job meet(Job job, List<JourneyNeed> needs) {
    JourneyWalk.Done done = journeys.meet(needs);
    return job.reportingMore("touched_journeys", done.moved())
        .reportingMore("repaired_journeys", done.repaired());
  }

  /**
   * Walks again until there is nothing to move, because an index may show recent writes late. The
   * job notes a move before making it. If it noted it afterwards, a step that died before its end
   * would be forgotten.
   */
  private Job walkAgain(Job job) {
    Job walked = job.reportingMore("passes", 1);
    if (walked.isSet(MOVES) || walked.reported("passes") == 1) {
      return walked.without(MOVES).next("responses").notBefore(in(waits.indexLag()));
    }
    Instant fence = clock.instant();
    return walked.with(FENCE, fence.toEpochMilli()).next("drain").notBefore(drain.askFrom(fence));
  }

  private Job awaitStream(Job job) {
    if (!drain.isDrainedTo(Instant.ofEpochMilli(job.number(FENCE)))) {
      return job.notBefore(in(waits.nextLook()));
    }
    drain.giveUpWhatWasLeft();
    tallies.drawFences();
    return job.next("entries").notBefore(in(waits.indexLag()));
  }

  /**
   * Corrects journeys. A part of a lost batch may have come again before the fences, and may have
   * put an answer into a journey that was walked by then. The lost part may also have deleted that
   * answer or moved it to another person. After the fences this cannot happen.
   */
  private Job correctJourneys(Job job) {
    IndexPage page = journeys.page(job);
    List<JourneyNeed> needs = journeys.needs(page, job.project(), job.number(EPOCH));
    Job corrected = meet(job, needs);
    // An emptied journey is filled when the index is sure to show its person's answers.
    return asksForAnotherWalk(needs)
        ? corrected.notBefore(in(waits.indexLag()))
        : page.done(corrected, "tallies");
  }

  private Job correctTallies(Job job) {
    IndexPage page = tallies.page(job);
    TallySweep.Swept swept = tallies.inIndex(page, job, job.number(EPOCH));
    return correct(
        job,
        swept,
        some -> tallies.correct(job.project(), some, job.number(EPOCH)),
        corrected -> page.done(corrected, "segments"));
  }

  private Job correctSegments(Job job) {
    StrayTallies.Found found = tallies.strays(job, job.cursor(SEGMENTS_CURSOR));
    TallySweep.Swept swept = tallies.inSegments(found, job, job.number(EPOCH));
    return correct(
        job,
        swept,
        some -> tallies.correct(job.project(), some, job.number(EPOCH)),
        corrected ->
            found.next().isPresent()
                ? corrected.with(SEGMENTS_CURSOR, found.next().get())
                : corrected.without(SEGMENTS_CURSOR).next("end"));
  }

  private Job correctFlaws(
      Job job, Collection<Map<String, AttributeValue>> items, UnaryOperator<Job> goOn) {
    TallySweep.Swept flawed = tallies.flawed(items, job);
    return correct(job, flawed, some -> tallies.correctFlaws(job.project(), some), goOn);
  }

  /**
   * Reports findings, and corrects them in the next step, because they cannot be seen afterwards.
   * If there are too many, handles a part of them, and then reads the same page again.
   *
   * @param correction corrects such a part
   * @param goOn how the job continues then
   */
  private Job correct(
      Job job,
      TallySweep.Swept all,
      Consumer<TallySweep.Swept> correction,
      UnaryOperator<Job> goOn) {
    TallySweep.Swept swept = all.first(MOST_AT_A_TIME);
    Set<Object> told = new LinkedHashSet<>(told(job));
    DriftReport drift = DriftReport.in(job);
    boolean isNew = false;
    for (TallySweep.Found each : swept.tallies()) {
      TallyCorrection of = each.correction();
      boolean isWrong = !of.drift().isNone() || !of.flaws().isEmpty();
      if (isWrong && told.add(nameOf(of.item()))) {
        drift = drift.and(each.tally(), of.drift());
        drift = of.flaws().isEmpty() ? drift : drift.and(of.item(), of.flaws());
        isNew = true;
      }
    }
    for (Map<String, AttributeValue> stray : swept.strays()) {
      if (told.add(nameOf(stray))) {
        drift = drift.and(stray, StoredTally.of(stray).flaws());
        isNew = true;
      }
    }
    if (isNew) {
      return drift.reportedBy(job).with(TOLD, List.copyOf(told));
    }
    correction.accept(swept);
    Job corrected = job.without(TOLD);
    // Removed items must not be read and reported again.
    return all.size() <= MOST_AT_A_TIME
        ? goOn.apply(corrected)
        : corrected.notBefore(in(waits.indexLag()));
  }

  /**
   * Returns a short name, because a step may find thousands, and the job's item has to hold them.
   */
  private static String nameOf(Map<String, AttributeValue> item) {
    return Sha256.of(Json.write(DriftReport.nameOf(item))).substring(0, LENGTH_OF_NAME);
  }

  private static List<Object> told(Job job) {
    return job.state().get(TOLD) instanceof List<?> told
        ? new ArrayList<>(told)
        : new ArrayList<>();
  }

  private Job end(Job job) {
    if (job.isSet(SEGMENT_ANEW)) {
      projectItems.segmentedBy(job.project(), job.number(SETTINGS_VERSION));
    }
    metrics.publish(Map.of(Metric.DRIFT_FOUND, DriftReport.in(job).all()));
    return job.finished();
  }

  private Instant in(Duration time) {
    return clock.instant().plus(time);
  }
}
