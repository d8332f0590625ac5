package dev.seveneight.audit;

import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.store.ledger.LedgerItems;
import dev.seveneight.shared.tally.Contribution;
import dev.seveneight.shared.tally.Counted;
import dev.seveneight.shared.tally.CountedJourney;
import dev.seveneight.shared.tally.CountedResponse;
import dev.seveneight.shared.tally.JourneyAnswer;
import dev.seveneight.testing.TestProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the tallies have to say by the responses of the ledger, and what they say. */
public final class LedgerFold {
  private LedgerFold() {}

  /** The sums of all epochs by tally and counter, by the responses alone. */
  public static Map<String, Long> expected(TestProject project) {
    Map<String, Long> sums = new TreeMap<>();
    Map<String, List<JourneyAnswer>> answersOf = new TreeMap<>();
    for (Map<String, AttributeValue> item : project.ledger("response")) {
      LedgerItems.response(item)
          .ifPresent(
              response -> {
                add(counted(response), sums);
                if (response.content().excluded().isEmpty()) {
                  response
                      .content()
                      .person()
                      .ifPresent(
                          person ->
                              answersOf
                                  .computeIfAbsent(person, absent -> new ArrayList<>())
                                  .add(answer(response)));
                }
              });
    }
    answersOf.forEach((person, answers) -> add(new CountedJourney(project.id(), 1, answers), sums));
    return sums;
  }

  /** The sums of all epochs by tally and counter, as the tallies have them now. */
  public static Map<String, Long> found(TestProject project) {
    Map<String, Long> sums = new TreeMap<>();
    counters(project)
        .forEach(
            (name, count) ->
                sums.merge(
                    name.substring(0, name.lastIndexOf(' ') + 1)
                        + name.substring(name.lastIndexOf('.') + 1),
                    count,
                    Long::sum));
    sums.values().removeIf(count -> count == 0);
    return sums;
  }

  /** The counters with their epochs, those that are zero too. */
  public static Map<String, Long> counters(TestProject project) {
    Map<String, Long> counters = new TreeMap<>();
    for (Map<String, AttributeValue> item : project.items("TallyTable")) {
      String tally =
          item.get("pk").s().substring(project.id().length() + 1) + " " + item.get("sk").s();
      item.forEach(
          (name, value) -> {
            if (value.n() != null) {
              counters.put(tally + " " + name, Long.valueOf(value.n()));
            }
          });
    }
    return counters;
  }

  private static void add(Counted counted, Map<String, Long> sums) {
    Contribution.of(Optional.of(counted))
        .forEach(
            (tally, counters) ->
                counters
                    .byName()
                    .forEach(
                        (name, count) ->
                            sums.merge(
                                tally.segment()
                                    + " "
                                    + tally.place()
                                    + " "
                                    + name.substring(name.indexOf('.') + 1),
                                count,
                                Long::sum)));
  }

  private static CountedResponse counted(SurveyResponse response) {
    return new CountedResponse(
        response.project(),
        1,
        response.day(),
        response.content().score(),
        response.content().comment().isPresent(),
        response.content().excluded().isPresent(),
        response.segments());
  }

  private static JourneyAnswer answer(SurveyResponse response) {
    return new JourneyAnswer(
        response.id().value(),
        response.createdAt().getEpochSecond(),
        response.day(),
        response.content().score(),
        response.segments());
  }
}
