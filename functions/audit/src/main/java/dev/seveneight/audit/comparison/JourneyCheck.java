package dev.seveneight.audit.comparison;

import static dev.seveneight.shared.store.Attributes.textOf;

import dev.seveneight.audit.jobs.Job;
import dev.seveneight.audit.jobs.JobChunks;
import dev.seveneight.audit.jobs.Settling;
import dev.seveneight.audit.reads.IndexPage;
import dev.seveneight.audit.reads.LedgerReads;
import dev.seveneight.audit.reports.InvalidItems;
import dev.seveneight.shared.image.Image;
import dev.seveneight.shared.log.Parallel;
import dev.seveneight.shared.store.ledger.Images;
import dev.seveneight.shared.store.ledger.JourneyItems;
import dev.seveneight.shared.store.ledger.LedgerItems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Compares each person's journey with the person's responses. A journey that differs is compared
 * again after all earlier records are counted. It is wrong if it still differs, and neither the
 * journey nor a response was written between two looks.
 */
public final class JourneyCheck {
  /** The step that compares the next people. */
  static final String PEOPLE = "people";

  /** The step that compares again the people whose journey differed. */
  static final String AGAIN = "people again";

  private static final int AT_ONCE = 100;

  private static final String CURSOR = "people_cursor";
  private static final String LOOK = "people_look";
  private static final String SUSPECTS = "people suspected";

  private static final String COMPARED = "journeys";
  private static final String OVERFLOWED = "overflowed_journeys";

  private final LedgerReads ledger;
  private final JobChunks papers;
  private final Settling settling;
  private final Parallel parallel;

  public JourneyCheck(LedgerReads ledger, JobChunks papers, Settling settling, Parallel parallel) {
    this.ledger = ledger;
    this.papers = papers;
    this.settling = settling;
    this.parallel = parallel;
  }

  /**
   * The results for some people.
   *
   * @param invalid the faults of invalid journeys and responses, by key
   */
  private record Looks(List<JourneyLook> journeys, int overflowed, Map<String, String> invalid) {}

  /** Does a step: {@link #PEOPLE} or {@link #AGAIN}. */
  Job step(Job job) {
    return job.step().equals(AGAIN) ? again(job) : people(job);
  }

  private Job people(Job job) {
    IndexPage page = ledger.people(job.project(), AT_ONCE, job.cursor(CURSOR));
    Looks looks = look(job.project(), LedgerReads.ids(page));
    Map<String, String> suspects = new TreeMap<>();
    for (JourneyLook journey : looks.journeys()) {
      if (!journey.differences().isEmpty()) {
        suspects.put(journey.person(), journey.fingerprint());
      }
    }
    Job looked =
        InvalidItems.reportedBy(job, looks.invalid())
            .reportingMore(COMPARED, looks.journeys().size())
            .reportingMore(OVERFLOWED, looks.overflowed());
    looked =
        page.next().isPresent() ? looked.with(CURSOR, page.next().get()) : looked.without(CURSOR);
    return suspects.isEmpty() ? afterPage(looked) : lookAgain(looked, suspects, 1);
  }

  private Job again(Job job) {
    Map<?, ?> before = papers.kept(job, SUSPECTS).orElseThrow();
    Findings findings = Findings.of(job);
    Map<String, String> moving = new TreeMap<>();
    Set<String> people = new TreeSet<>();
    before.keySet().forEach(person -> people.add((String) person));
    for (JourneyLook journey : look(job.project(), people).journeys()) {
      if (journey.differences().isEmpty()) {
        continue;
      }
      if (journey.fingerprint().equals(before.get(journey.person()))) {
        journey.differences().forEach(findings::drift);
      } else {
        moving.put(journey.person(), journey.fingerprint());
      }
    }
    long looks = job.number(LOOK) + 1;
    if (!moving.isEmpty() && looks < TallyComparison.MOST_LOOKS) {
      return lookAgain(findings.in(job), moving, looks);
    }
    moving.keySet().forEach(findings::undecided);
    return afterPage(papers.forget(findings.in(job), SUSPECTS).without(LOOK));
  }

  private Job lookAgain(Job job, Map<String, String> suspects, long looks) {
    Job noted = papers.keep(job, SUSPECTS, suspects).with(LOOK, looks);
    return settling.untilShown(noted, AGAIN, looks - 1);
  }

  private static Job afterPage(Job job) {
    return job.next(job.cursor(CURSOR).isPresent() ? PEOPLE : TallyComparison.DONE);
  }

  private Looks look(String project, Collection<String> people) {
    List<String> all = List.copyOf(people);
    Map<String, Map<String, AttributeValue>> journeys = ledger.journeys(project, all);
    List<Set<String>> indexed = parallel.map(all, person -> ledger.responsesOf(project, person));
    Map<String, Set<String>> idsOf = new HashMap<>();
    Set<String> ids = new TreeSet<>();
    for (int i = 0; i < all.size(); i++) {
      Set<String> ofPerson = new TreeSet<>(indexed.get(i));
      // The index is eventually consistent. The response item itself decides about the journey's
      // entries.
      ofPerson.addAll(JourneyItems.entries(journeys.getOrDefault(all.get(i), Map.of())).keySet());
      idsOf.put(all.get(i), ofPerson);
      ids.addAll(ofPerson);
    }
    Map<String, Map<String, AttributeValue>> responses = ledger.responses(project, ids);
    Set<String> present = ledger.present(project, missing(all, journeys));
    Map<String, String> invalid = new TreeMap<>();
    addInvalid(journeys, invalid);
    addInvalid(responses, invalid);
    List<JourneyLook> looks = new ArrayList<>();
    int overflowed = 0;
    for (String person : all) {
      Map<String, AttributeValue> journey = journeys.getOrDefault(person, Map.of());
      if (JourneyLook.isOverflowed(journey)) {
        overflowed++;
      } else if (!journey.isEmpty() || present.contains(person)) {
        Map<String, Map<String, AttributeValue>> ofPerson = new HashMap<>();
        idsOf.get(person).stream()
            .filter(responses::containsKey)
            .forEach(id -> ofPerson.put(id, responses.get(id)));
        looks.add(JourneyLook.of(person, journey, ofPerson));
      }
    }
    return new Looks(looks, overflowed, invalid);
  }

  private static void addInvalid(
      Map<String, Map<String, AttributeValue>> items, Map<String, String> invalid) {
    items
        .values()
        .forEach(
            item -> {
              if (Images.of(item) instanceof Image.Invalid image) {
                invalid.put(textOf(item, LedgerItems.KEY), image.reason());
              }
            });
  }

  /** Returns the people who may have been erased since the index was read. */
  private static List<String> missing(
      List<String> people, Map<String, Map<String, AttributeValue>> journeys) {
    return people.stream().filter(person -> !journeys.containsKey(person)).toList();
  }
}
