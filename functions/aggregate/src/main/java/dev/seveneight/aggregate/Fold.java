package dev.seveneight.aggregate;

import dev.seveneight.aggregate.erasure.Erasures;
import dev.seveneight.aggregate.journeys.JourneyChange;
import dev.seveneight.aggregate.journeys.JourneyChanges;
import dev.seveneight.aggregate.journeys.JourneyDoubt;
import dev.seveneight.aggregate.journeys.JourneyTable;
import dev.seveneight.aggregate.journeys.PersonsResponse;
import dev.seveneight.aggregate.setaside.SetAside;
import dev.seveneight.aggregate.setaside.SetAsideTable;
import dev.seveneight.aggregate.stream.StreamBatch;
import dev.seveneight.aggregate.stream.StreamPosition;
import dev.seveneight.aggregate.stream.StreamRecord;
import dev.seveneight.aggregate.tallies.DayNotes;
import dev.seveneight.aggregate.tallies.TallyChange;
import dev.seveneight.aggregate.tallies.TallyWriter;
import dev.seveneight.aggregate.tallies.Touch;
import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.segment.SegmentKey;
import dev.seveneight.shared.store.tally.ShardProgress;
import dev.seveneight.shared.store.tally.ShardProgress.Progress;
import dev.seveneight.shared.stream.SequenceNumber;
import dev.seveneight.shared.stream.ShardId;
import dev.seveneight.shared.tally.Contribution;
import dev.seveneight.shared.tally.Counted;
import dev.seveneight.shared.tally.TallyKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Folds batches of the ledger's stream into tallies and journeys. It sums all records of a batch
 * per tally before it writes, so a batch costs one update per tally, no matter how many responses
 * it has.
 *
 * <p>When a write fails, the whole batch fails. Lambda delivers it again, possibly divided
 * differently. Records that were counted before the failure are not counted again ({@link
 * TallyWriter}, {@link JourneyTable}). A record that would fail every time is set aside, because it
 * would stop the shard for all projects.
 *
 * <p>If the event has no shard id, each record still counts once, with a mark of its own. Then no
 * progress is stored.
 *
 * <p>Safe for use by several threads.
 */
final class Fold {
  private final SetAsideTable setAsideTable;
  private final DayNotes dayNotes;
  private final JourneyTable journeys;
  private final TallyWriter tallies;
  private final Erasures erasures;
  private final ShardProgress progress;
  private final Parallel parallel;

  Fold(
      SetAsideTable setAsideTable,
      DayNotes dayNotes,
      JourneyTable journeys,
      TallyWriter tallies,
      Erasures erasures,
      ShardProgress progress,
      Parallel parallel) {
    this.setAsideTable = setAsideTable;
    this.dayNotes = dayNotes;
    this.journeys = journeys;
    this.tallies = tallies;
    this.erasures = erasures;
    this.progress = progress;
    this.parallel = parallel;
  }

  /** Folds a batch. Returns when everything is written. */
  Folded apply(StreamBatch batch) {
    SetAside setAside = new SetAside(setAsideTable, batch);
    setAside.noteInvalid(parallel);
    Written written = new Written(0, 0);
    if (!batch.records().isEmpty()) {
      List<TallyChange> changes =
          batch.shard().isPresent()
              ? changes(batch.shard().get(), batch.records())
              : changesWithoutShard(batch.records());
      Optional<SequenceNumber> fence = batch.shard().flatMap(progress::of).flatMap(Progress::fence);
      dayNotes.note(changes);
      List<PersonsResponse> withoutJourney =
          applyToJourneys(notBehind(fence, batch.records()), setAside);
      written = write(changes, fence, setAside);
      erasures.eraseLate(withoutJourney, setAside);
      erasures.proceed(batch.records(), setAside);
    }
    storeProgress(batch);
    return new Folded(
        batch.records().size() + batch.unreadable().size(),
        written.seenAgain(),
        written.tallies(),
        setAside.all(),
        setAside.missing(),
        setAside.noted());
  }

  /** Returns what the records of a shard change in each tally. */
  private static List<TallyChange> changes(ShardId shard, List<StreamRecord> records) {
    Map<TallyKey, List<Touch>> touches = new HashMap<>();
    for (StreamRecord record : records) {
      Contribution.delta(counted(record.before()), counted(record.after()))
          .forEach(
              (tally, delta) ->
                  touches
                      .computeIfAbsent(tally, absent -> new ArrayList<>())
                      .add(new Touch(record.position(), delta)));
    }
    List<TallyChange> changes = new ArrayList<>(touches.size());
    touches.forEach((tally, of) -> changes.add(new TallyChange(tally, shard, of)));
    return changes;
  }

  /**
   * Returns the changes by records of an event without a shard id. Their order is unknown, so each
   * record is treated as a shard of its own. That is exact too, but costs one update per record and
   * tally.
   */
  private static List<TallyChange> changesWithoutShard(List<StreamRecord> records) {
    List<TallyChange> changes = new ArrayList<>();
    for (StreamRecord record : records) {
      String name = record.eventId() + "#" + record.position().sequence().digits();
      changes.addAll(changes(new ShardId(name), List.of(record)));
    }
    return changes;
  }

  /**
   * Returns the records that may change journeys: those after a rebuild's fence. Earlier records
   * were folded or lost, and the rebuild has corrected the journeys. If a journey has no entry for
   * a response, no revision would protect it from an outdated record.
   */
  private static List<StreamRecord> notBehind(
      Optional<SequenceNumber> fence, List<StreamRecord> records) {
    return fence.isEmpty()
        ? records
        : records.stream()
            .filter(record -> record.position().sequence().isAfter(fence.get()))
            .toList();
  }

  /**
   * Updates the journeys.
   *
   * @return the responses that are in no journey, possibly because their person was erased
   */
  private List<PersonsResponse> applyToJourneys(List<StreamRecord> records, SetAside setAside) {
    List<PersonsResponse> withoutJourney = new ArrayList<>(JourneyChanges.excluded(records));
    JourneyChanges changes = JourneyChanges.of(records);
    parallel
        .map(List.copyOf(changes.changes()), change -> apply(change, setAside))
        .forEach(response -> response.ifPresent(withoutJourney::add));
    parallel
        .map(List.copyOf(changes.doubts()), doubt -> settle(doubt, setAside))
        .forEach(response -> response.ifPresent(withoutJourney::add));
    return withoutJourney;
  }

  private Optional<PersonsResponse> apply(JourneyChange change, SetAside setAside) {
    return switch (journeys.apply(change)) {
      case DONE -> Optional.empty();
      case NO_JOURNEY ->
          change.isTheirs()
              ? Optional.of(change.toPersonsResponse())
              : Optional.<PersonsResponse>empty();
      case REFUSED -> refused(change.position(), setAside);
    };
  }

  private Optional<PersonsResponse> settle(JourneyDoubt doubt, SetAside setAside) {
    return switch (journeys.settle(doubt)) {
      case DONE -> Optional.empty();
      case NO_JOURNEY -> Optional.of(doubt.toPersonsResponse());
      case REFUSED -> refused(doubt.position(), setAside);
    };
  }

  private static Optional<PersonsResponse> refused(StreamPosition position, SetAside setAside) {
    setAside.refuse(position.sequence(), "the journey of its person does not take it");
    return Optional.empty();
  }

  /** The number of updates of tallies, and of records that a tally had counted before. */
  private record Written(int tallies, int seenAgain) {}

  private Written write(
      List<TallyChange> changes, Optional<SequenceNumber> fence, SetAside setAside) {
    int written = 0;
    Set<SequenceNumber> seenAgain = new HashSet<>();
    // Narrow segments first: a request that reads in between may see parts that sum to more than
    // the whole, but never a whole with responses that are missing in the parts.
    for (int parts = SegmentKey.MOST_PARTS; parts >= 0; parts--) {
      int ofThis = parts;
      Collection<TallyWriter.Outcome> outcomes =
          parallel.map(
              changes.stream()
                  .filter(change -> SegmentKey.parts(change.tally().segment()) == ofThis)
                  .toList(),
              change -> tallies.apply(change, fence, setAside));
      for (TallyWriter.Outcome outcome : outcomes) {
        written += outcome.updates();
        seenAgain.addAll(outcome.seenAgain());
      }
    }
    return new Written(written, seenAgain.size());
  }

  /**
   * Stores the shard's progress. Last, because readers rely on it: everything up to this record is
   * counted.
   */
  private void storeProgress(StreamBatch batch) {
    batch
        .shard()
        .ifPresent(
            shard ->
                batch
                    .end()
                    .ifPresent(end -> progress.succeeded(shard, end.sequence(), end.time())));
  }

  private static Optional<Counted> counted(Optional<Image> image) {
    return image.flatMap(Image::counted);
  }
}
