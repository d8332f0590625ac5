package dev.seveneight.audit.comparison;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.jobs.JobChunks;
import dev.seveneight.audit.jobs.Settling;
import dev.seveneight.audit.reads.TallyReads;
import dev.seveneight.audit.reports.InvalidItems;
import dev.seveneight.shared.store.tally.TallyItems;
import dev.seveneight.shared.tally.Counters;
import dev.seveneight.shared.tally.Period;
import dev.seveneight.shared.tally.TallyKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Compares the tallies of a unit with their sources, in looks. A look walks through the sources and
 * then reads the tallies. A tally that differs is compared again. It is wrong only if nothing has
 * changed between two looks: neither the sources of the sum nor the tally itself, whose marks show
 * every record that it has counted.
 *
 * <p>So a response that is still on its way raises no false alarm. Before the tallies of the second
 * look are read, the stream is drained to the end of that look's walk, so every record up to there
 * is counted. Because the tally has not changed since the first look, no record was counted since
 * then. So no record came since, and the walk read exactly what the tally has counted.
 *
 * <p>Tallies that are sums of tallies are safe for the same reason, because the stream is drained
 * between the looks.
 */
public final class TallyComparison {
  /** The step that begins a unit. */
  static final String WALK = "walk";

  /** The step in which months are compared one by one. */
  static final String COMPARE = "compare";

  /** The step that follows when a unit is done. */
  static final String DONE = "next";

  /**
   * The maximum number of looks. A tally that differed in each of them, and was never the same in
   * two, is undecided.
   */
  static final int MOST_LOOKS = 5;

  private static final String LOOK = "look";
  private static final String CURSOR = "cursor";
  private static final String MONTHS = "months";
  private static final String SUMS = "sums ";
  private static final String SUSPECTS = "suspects";
  private static final String FOUND = "found";
  private static final String CORRECTIONS = "corrections";

  private final TallyReads tallies;
  private final JobChunks papers;
  private final Settling settling;

  public TallyComparison(TallyReads tallies, JobChunks papers, Settling settling) {
    this.tallies = tallies;
    this.papers = papers;
    this.settling = settling;
  }

  /** Does a step of a unit: {@link #WALK} or {@link #COMPARE}. */
  Job step(Job job, ComparedUnit unit) {
    return job.step().equals(COMPARE) ? compare(job, unit) : walk(job, unit);
  }

  /** Returns the errors of the tallies of days that were found wrong, added up for their months. */
  ExpectedSums corrections(Job job) {
    return sums(job, CORRECTIONS);
  }

  /** Returns the job after the comparison of the month that the corrections are for. */
  Job withoutCorrections(Job job) {
    return papers.forget(job, CORRECTIONS);
  }

  private Job walk(Job job, ComparedUnit unit) {
    ComparedUnit.Part part = unit.walk(job.cursor(CURSOR));
    ExpectedSums sums = part.sums();
    Optional<Suspects> suspects = papers.kept(job, SUSPECTS).map(Suspects::fromJson);
    suspects.ifPresent(before -> sums.retain(before.tallies()));
    Job walked = InvalidItems.reportedBy(job.without(CURSOR), part.invalid());
    for (Map.Entry<String, ExpectedSums> month : sums.byMonth().entrySet()) {
      walked = add(walked, SUMS + month.getKey(), month.getValue());
    }
    if (part.next().isPresent()) {
      return walked.with(CURSOR, part.next().get());
    }
    if (suspects.isPresent()) {
      return settling.untilCounted(withMonths(walked, suspects.get().months()), COMPARE);
    }
    Set<String> months = new TreeSet<>(unit.months());
    JobChunks.names(walked).stream()
        .filter(paper -> paper.startsWith(SUMS))
        .forEach(paper -> months.add(paper.substring(SUMS.length())));
    return withMonths(walked, months).next(COMPARE);
  }

  /** Compares one month; after the last one, decides the result of the look. */
  private Job compare(Job job, ComparedUnit unit) {
    List<String> months = job.texts(MONTHS);
    if (months.isEmpty()) {
      return afterLook(job);
    }
    String month = months.get(0);
    Optional<Suspects> before = papers.kept(job, SUSPECTS).map(Suspects::fromJson);
    ExpectedSums sums = sums(job, SUMS + month);
    Set<TallyKey> keys = new HashSet<>();
    Findings findings = Findings.of(job);
    if (before.isPresent()) {
      keys.addAll(before.get().ofMonth(month));
    } else {
      TallyReads.Listed stored = unit.stored(month);
      stored.strays().forEach(findings::stray);
      keys.addAll(stored.tallies());
      keys.addAll(sums.tallies());
    }
    Map<TallyKey, Map<String, AttributeValue>> items = tallies.items(keys);
    Suspects found = papers.kept(job, FOUND).map(Suspects::fromJson).orElseGet(Suspects::new);
    ExpectedSums corrections = new ExpectedSums();
    for (TallyKey tally : inOrder(keys)) {
      Map<String, AttributeValue> item = items.getOrDefault(tally, Map.of());
      Counters expected = sums.counters(tally);
      Counters is = TallyItems.counters(item);
      if (!item.isEmpty()) {
        // No record on its way can make a tally like that, so it is drift at the first look.
        findings.flaws(item);
      }
      if (!expected.equals(is)) {
        String seen = Fingerprint.of(expected, sums.digest(tally), item);
        if (before.isPresent() && before.get().saw(tally, seen)) {
          findings.drift(tally, expected, is);
          if (tally.period().unit() == Period.Unit.DAY) {
            corrections.add(MonthFromDays.ofMonth(tally), expected.minus(is), 0);
          }
        } else {
          found.add(tally, seen);
        }
      }
    }
    Job compared = findings.in(papers.forget(job, SUMS + month));
    if (!corrections.tallies().isEmpty()) {
      compared = add(compared, CORRECTIONS, corrections);
    }
    if (!found.tallies().isEmpty()) {
      compared = papers.keep(compared, FOUND, found.toJson());
    }
    return withMonths(compared, months.subList(1, months.size()));
  }

  private Job afterLook(Job job) {
    Optional<Suspects> found = papers.kept(job, FOUND).map(Suspects::fromJson);
    Job looked = papers.forget(papers.forget(job, FOUND), SUSPECTS).without(MONTHS);
    if (found.isEmpty()) {
      return looked.without(LOOK).next(DONE);
    }
    long looks = job.number(LOOK) + 1;
    if (looks < MOST_LOOKS) {
      looked = papers.keep(looked, SUSPECTS, found.get().toJson()).with(LOOK, looks);
      // The more often something has changed, the longer the wait.
      return settling.untilShown(looked, WALK, looks - 1);
    }
    Findings findings = Findings.of(looked);
    inOrder(found.get().tallies()).forEach(findings::undecided);
    return findings.in(looked).without(LOOK).next(DONE);
  }

  private Job add(Job job, String paper, ExpectedSums more) {
    ExpectedSums sums = sums(job, paper);
    sums.addAll(more);
    return papers.keep(job, paper, sums.toJson());
  }

  private ExpectedSums sums(Job job, String paper) {
    return papers
        .kept(job, paper)
        .map(json -> ExpectedSums.fromJson(job.project(), json))
        .orElseGet(ExpectedSums::new);
  }

  private static List<TallyKey> inOrder(Set<TallyKey> tallies) {
    return tallies.stream()
        .sorted(
            Comparator.comparing((TallyKey tally) -> tally.place())
                .thenComparing(TallyKey::segment))
        .toList();
  }

  private static Job withMonths(Job job, Collection<String> months) {
    return job.with(MONTHS, List.copyOf(months));
  }
}
