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
 * Folds batches of the ledger's stream into tallies and journeys. All records of a batch are summed
 * per tally before anything is written, so a batch costs one update for each tally that it touches,
 * however many responses it holds.
 *
 * <p>When a write fails, the batch fails as a whole and is delivered again, whole or cut elsewhere;
 * what had been written by then is not counted again ({@link TallyWriter}, {@link JourneyTable}).
 * What would fail for good is set aside, because it would stop the counting for every project.
 *
 * <p>Where the event does not say its shard, each record is counted once all the same, by a mark of
 * its own, and no shard's progress is written.
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

  /** Folds a batch in; returns when all of it is written. */
  Folded apply(StreamBatch batch) {
    SetAside setAside = new SetAside(setAsideTable, batch);
    setAside.noteWhatIsInvalid(parallel);
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
    succeeded(batch);
    return new Folded(
        batch.records().size() + batch.unreadable().size(),
        written.seenAgain(),
        written.tallies(),
        setAside.all(),
        setAside.missing(),
        setAside.noted());
  }

  /** What records of a shard do to each tally. */
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
   * Where the event does not say which shard it is from, nothing is known of the records' order. So
   * each is taken for a shard of its own: exact as well, at the price of one update for each record
   * and tally.
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
   * The records that journeys may learn from. What lies behind a rebuild's fence was folded in, or
   * lost: then the rebuild has put the journeys right, and where a journey knows nothing of a
   * response, no revision would keep out what a lost record says of it.
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
   * Fills the journeys.
   *
   * @return the answers that are in no journey, which may be those of a person who was erased
   */
  private List<PersonsResponse> applyToJourneys(List<StreamRecord> records, SetAside setAside) {
    List<PersonsResponse> withoutJourney = new ArrayList<>(JourneyChanges.leftOut(records));
    JourneyChanges changes = JourneyChanges.of(records);
    parallel
        .map(List.copyOf(changes.changes()), change -> apply(change, setAside))
        .forEach(answer -> answer.ifPresent(withoutJourney::add));
    parallel
        .map(List.copyOf(changes.doubts()), doubt -> settle(doubt, setAside))
        .forEach(answer -> answer.ifPresent(withoutJourney::add));
    return withoutJourney;
  }

  private Optional<PersonsResponse> apply(JourneyChange change, SetAside setAside) {
    return switch (journeys.apply(change)) {
      case DONE -> Optional.empty();
      case NO_JOURNEY ->
          change.isTheirs() ? Optional.of(change.toAnswer()) : Optional.<PersonsResponse>empty();
      case REFUSED -> refused(change.position(), setAside);
    };
  }

  private Optional<PersonsResponse> settle(JourneyDoubt doubt, SetAside setAside) {
    return switch (journeys.settle(doubt)) {
      case DONE -> Optional.empty();
      case NO_JOURNEY -> Optional.of(doubt.toAnswer());
      case REFUSED -> refused(doubt.position(), setAside);
    };
  }

  private static Optional<PersonsResponse> refused(StreamPosition position, SetAside setAside) {
    setAside.refuse(position.sequence(), "the journey of its person does not take it");
    return Optional.empty();
  }

  /** How many tallies were written, and how many records some tally had counted before. */
  private record Written(int tallies, int seenAgain) {}

  private Written write(
      List<TallyChange> changes, Optional<SequenceNumber> fence, SetAside setAside) {
    int written = 0;
    Set<SequenceNumber> seenAgain = new HashSet<>();
    // The narrower a segment, the earlier: a question that reads in between sees parts that are
    // more than the whole, and never a whole with responses in no part.
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

  /** Last of all: whoever reads it takes everything up to there for counted. */
  private void succeeded(StreamBatch batch) {
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
