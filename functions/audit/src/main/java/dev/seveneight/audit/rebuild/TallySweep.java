package dev.seveneight.audit.rebuild;

import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.reads.IndexPage;
import dev.seveneight.audit.reads.StrayTallies;
import dev.seveneight.audit.reads.TallyReads;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.store.ItemQuery;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.OptimisticRetry.Attempt;
import dev.seveneight.shared.store.TooManyConflictsException;
import dev.seveneight.shared.store.WriteCondition;
import dev.seveneight.shared.store.WriteResult;
import dev.seveneight.shared.store.tally.ChangedDays;
import dev.seveneight.shared.store.tally.ShardProgress;
import dev.seveneight.shared.store.tally.StoredTally;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.stream.Mark;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.Kind;
import dev.seveneight.shared.tally.TallyKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Removes from a project's tallies the content of epochs that are no longer in use, and content
 * that our functions cannot have written. It finds the tallies by the index of the project's days,
 * because a tally may be of a segment that no response has any more, and in the segments of the
 * lists, because a forged tally may be missing from the index.
 *
 * <p>Safe for use by several threads.
 */
public final class TallySweep {
  /** The number of tallies on a page. */
  private static final int PAGE = 100;

  private static final String OF_PROJECT = "#project = :project";

  private static final Map<String, String> PROJECT_NAME = Map.of("#project", TallyItems.PROJECT);

  /** The attributes that say where the index lists an item. */
  private static final List<String> LISTING = List.of(TallyItems.PROJECT, TallyItems.DAY);

  private final ItemTable stored;
  private final TallyReads tallies;
  private final StrayTallies strayTallies;
  private final ShardProgress progress;
  private final ChangedDays changedDays;
  private final Parallel parallel;
  private final InstantSource clock;

  public TallySweep(
      ItemTable stored,
      TallyReads tallies,
      StrayTallies strayTallies,
      ShardProgress progress,
      ChangedDays changedDays,
      Parallel parallel,
      InstantSource clock) {
    this.stored = stored;
    this.tallies = tallies;
    this.strayTallies = strayTallies;
    this.progress = progress;
    this.changedDays = changedDays;
    this.parallel = parallel;
    this.clock = clock;
  }

  /**
   * A tally and its correction.
   *
   * @param tally the tally
   * @param correction the correction
   */
  record Found(TallyKey tally, TallyCorrection correction) {}

  /** Decides the correction of a tally as it was read. */
  private interface Rule {
    TallyCorrection correction(TallyKey tally, Map<String, AttributeValue> item);
  }

  /**
   * The faults in a part of the table.
   *
   * @param tallies tallies of the project
   * @param strays items and index entries whose keys are not those of a tally of the project
   */
  record Swept(List<Found> tallies, List<Map<String, AttributeValue>> strays) {
    /** Returns the number of faults. */
    int size() {
      return tallies.size() + strays.size();
    }

    /** Returns the first faults, at most this many. */
    Swept first(int most) {
      List<Found> first = tallies.stream().limit(most).toList();
      return new Swept(first, strays.stream().limit(most - first.size()).toList());
    }
  }

  /** Returns the page of tallies that a job has reached. */
  IndexPage page(Job job) {
    return IndexPage.reachedBy(
        job,
        stored,
        ItemQuery.ofIndex(TallyItems.BY_DAY, OF_PROJECT, Map.of(":project", text(job.project())))
            .named(PROJECT_NAME)
            .limit(PAGE));
  }

  /** Returns the faulty tallies of the segments that a job has reached. */
  StrayTallies.Found strays(Job job, Optional<Map<String, Object>> place) {
    RebuiltDays days = RebuiltDays.of(job);
    return strayTallies.after(job.project(), place, tally -> isRebuilt(tally, days));
  }

  /** Returns the current items of the job's tallies on a page. */
  Collection<Map<String, AttributeValue>> items(IndexPage page, Job job) {
    RebuiltDays days = RebuiltDays.of(job);
    List<TallyKey> keys =
        page.entries().stream()
            .flatMap(entry -> StoredTally.keyOf(entry).stream())
            .filter(tally -> tally.project().equals(job.project()) && isRebuilt(tally, days))
            .toList();
    return tallies.items(keys).values();
  }

  /** Returns the epochs in the names of the items' counters. */
  static Set<Long> epochs(Collection<Map<String, AttributeValue>> items) {
    Set<Long> epochs = new TreeSet<>();
    items.forEach(
        item ->
            item.keySet().stream()
                .filter(Counters::isName)
                .forEach(name -> epochs.add(Counters.epochOf(name))));
    return epochs;
  }

  /**
   * Says where every shard stands that is folded in up to here: what comes again of it is not
   * counted any more, also by tallies that have never counted anything of it. The marks that {@link
   * #inIndex} asks for are these places.
   */
  void drawFences() {
    progress.ofAll().forEach(progress::fence);
  }

  /**
   * Returns the tallies of a page that no longer need other epochs, and that still have counters
   * there, unreadable content, or a mark before the fences.
   */
  Swept inIndex(IndexPage page, Job job, long epoch) {
    List<TallyKey> keys = new ArrayList<>();
    List<Map<String, AttributeValue>> strays = new ArrayList<>();
    for (Map<String, AttributeValue> entry : page.entries()) {
      Optional<TallyKey> tally = StoredTally.keyOf(entry);
      if (tally.filter(key -> key.project().equals(job.project())).isPresent()) {
        keys.add(tally.get());
      } else {
        strays.add(entry);
      }
    }
    return swept(keys, strays, job, epoch);
  }

  /** Returns the same for the tallies that were found in segments. */
  Swept inSegments(StrayTallies.Found found, Job job, long epoch) {
    List<TallyKey> keys = new ArrayList<>();
    List<Map<String, AttributeValue>> strays = new ArrayList<>();
    for (Map<String, AttributeValue> item : found.items()) {
      StoredTally.keyOf(item).ifPresentOrElse(keys::add, () -> strays.add(item));
    }
    return swept(keys, strays, job, epoch);
  }

  /** Returns the job's tallies that have content that our functions cannot have written. */
  Swept flawed(Collection<Map<String, AttributeValue>> items, Job job) {
    RebuiltDays days = RebuiltDays.of(job);
    List<Found> found = new ArrayList<>();
    for (Map<String, AttributeValue> item : items) {
      StoredTally.keyOf(item)
          .filter(tally -> tally.project().equals(job.project()) && isRebuilt(tally, days))
          .map(tally -> new Found(tally, TallyCorrection.ofFlaws(tally, item)))
          .filter(each -> !each.correction().isDone())
          .ifPresent(found::add);
    }
    return new Swept(found, List.of());
  }

  private Swept swept(
      List<TallyKey> keys, List<Map<String, AttributeValue>> strays, Job job, long epoch) {
    RebuiltDays days = RebuiltDays.of(job);
    Map<String, Mark> marks = marks();
    List<Found> found =
        parallel
            .map(
                keys.stream().filter(tally -> isRebuilt(tally, days)).toList(),
                tally -> new Found(tally, TallyCorrection.of(tally, read(tally), epoch, marks)))
            .stream()
            .filter(each -> !each.correction().isDone())
            .toList();
    return new Swept(found, strays);
  }

  /** Returns whether a tally is rebuilt: all journeys were moved, and the responses of the days. */
  private static boolean isRebuilt(TallyKey tally, RebuiltDays days) {
    return tally.kind() != Kind.SCORE || days.contains(tally.period());
  }

  /**
   * Removes content that our functions cannot have written from tallies, and lists them by their
   * days.
   */
  void correctFlaws(String project, Swept swept) {
    correct(project, swept.tallies(), TallyCorrection::ofFlaws);
  }

  /** Corrects tallies, and removes strays. */
  void correct(String project, Swept swept, long epoch) {
    parallel.map(
        swept.strays(),
        stray -> {
          takeAway(project, stray);
          return stray;
        });
    Map<String, Mark> marks = marks();
    correct(
        project, swept.tallies(), (tally, item) -> TallyCorrection.of(tally, item, epoch, marks));
  }

  private void correct(String project, List<Found> found, Rule rule) {
    if (found.isEmpty()) {
      return;
    }
    // Before the marks: the nightly run strips the marks of the days that it finds there.
    changedDays.note(
        project,
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
        found.stream()
            .map(each -> each.tally().period().firstDay().toString())
            .collect(Collectors.toCollection(TreeSet::new)));
    parallel.map(found, each -> correct(each, rule));
  }

  private Found correct(Found found, Rule rule) {
    TallyCorrection correction = found.correction();
    while (!correction.isDone()) {
      correction = correctOnce(correction, rule);
    }
    return found;
  }

  /** Makes one update; returns the remaining correction. */
  private TallyCorrection correctOnce(TallyCorrection first, Rule rule) {
    TallyKey tally = first.tally();
    return OptimisticRetry.OF_A_RECORD
        .<TallyCorrection, TallyCorrection>on(
            () -> first,
            correction -> {
              if (correction.isDone()) {
                return Attempt.done(correction);
              }
              WriteResult result = stored.update(correction.update());
              if (result.isWritten()) {
                return Attempt.done(rule.correction(tally, correction.after()));
              }
              // The aggregate function has counted something meanwhile.
              return Attempt.again(
                  rule.correction(tally, result.inTheWay().orElseGet(() -> read(tally))));
            })
        .orElseThrow(() -> new TooManyConflictsException(tally.partition()));
  }

  /**
   * Takes away an item of the project with the keys of no tally. One that only the index has for
   * the project's is another's: it goes where its keys say, or out of the index.
   */
  private void takeAway(String project, Map<String, AttributeValue> stray) {
    Map<String, AttributeValue> key =
        Map.of(
            TallyItems.PARTITION_KEY,
            stray.get(TallyItems.PARTITION_KEY),
            TallyItems.SORT_KEY,
            stray.get(TallyItems.SORT_KEY));
    // If the condition fails, the item was changed meanwhile.
    if (stray.get(TallyItems.PARTITION_KEY).s().startsWith(TallyKey.partition(project, ""))) {
      stored.delete(key, WriteCondition.IS_THERE);
    } else {
      listElsewhere(key, stray, StoredTally.keyOf(stray));
    }
  }

  private void listElsewhere(
      Map<String, AttributeValue> key,
      Map<String, AttributeValue> stray,
      Optional<TallyKey> tally) {
    ItemUpdate update = ItemUpdate.of(key).onlyIf(WriteCondition.areAsRead(stray, LISTING));
    if (tally.isPresent()) {
      update
          .set(TallyItems.PROJECT, text(tally.get().project()))
          .set(TallyItems.DAY, text(tally.get().period().start()));
    } else {
      LISTING.forEach(update::remove);
    }
    stored.update(update);
  }

  /** Returns the marks of a tally that has counted everything up to the fences. */
  private Map<String, Mark> marks() {
    Instant now = clock.instant();
    Map<String, Mark> marks = new HashMap<>();
    progress
        .ofAll()
        .forEach(
            shard ->
                shard
                    .fence()
                    .map(fence -> Mark.of(fence, shard.time()))
                    .filter(mark -> !mark.isOutlived(now))
                    .ifPresent(mark -> marks.put(shard.shard().markName(), mark)));
    return marks;
  }

  private Map<String, AttributeValue> read(TallyKey tally) {
    return stored.get(TallyItems.key(tally));
  }
}
