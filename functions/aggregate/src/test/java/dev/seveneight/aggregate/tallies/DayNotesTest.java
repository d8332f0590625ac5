package dev.seveneight.aggregate.tallies;

import static dev.seveneight.aggregate.HandMadeRecord.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.seveneight.aggregate.HandMadeEvent;
import dev.seveneight.aggregate.HandMadeRecord;
import dev.seveneight.aggregate.SampleJourney;
import dev.seveneight.aggregate.SampleResponse;
import dev.seveneight.aggregate.Writes;
import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.store.tally.ChangedDays;
import dev.seveneight.shared.store.tally.ChangedDays.Changed;
import dev.seveneight.testing.StoreInterference;
import dev.seveneight.testing.TestClock;
import dev.seveneight.testing.TestInvocation;
import dev.seveneight.testing.TestProject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** The notes of which days' tallies change, by which the nightly run finds its work. */
class DayNotesTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-03-05");

  @RegisterExtension final StoreExtension store = new StoreExtension();

  private final TestClock clock = TestClock.at("2026-03-05T23:30:00Z");
  private final List<DynamoDbRequest> writes = new CopyOnWriteArrayList<>();
  private TestProject project;
  private RequestStreamHandler function;

  @BeforeEach
  void startFunction() {
    project = TestProject.in(store, clock);
    function = project.function("AggregateFunction", this::noting);
  }

  @Test
  void shouldNoteTheDaysOfATallyOnTheDateOfItsChange() {
    deliver(response(1, "2026-01-31"), response(2, "2026-03-05"));

    assertThat(noted()).containsExactly(new Changed(TODAY, List.of("2026-01-31", "2026-03-05")));
  }

  @Test
  void shouldNoteTheDaysOfJourneysToo() {
    deliver(
        insert(
            1,
            SampleJourney.of(
                project.id(),
                "jo",
                1,
                SampleJourney.answer("a", LocalDate.parse("2026-01-31"), 8))));

    assertThat(noted()).containsExactly(new Changed(TODAY, List.of("2026-01-31")));
  }

  @Test
  void shouldNoteADayBeforeItsTalliesAreWritten() {
    deliver(response(1, "2026-03-05"));

    assertThat(writes).filteredOn(Writes::isOfTally).isNotEmpty();
    assertThat(Writes.isOfNote(writes.get(0))).isTrue();
  }

  @Test
  void shouldNoteADayOnceOnADate() {
    deliver(response(1, "2026-03-05"));
    deliver(response(2, "2026-03-05"));
    clock.advance(Duration.ofMinutes(29));
    deliver(response(3, "2026-03-05"));

    assertThat(notes()).hasSize(1);
  }

  @Test
  void shouldNoteAnotherDayOfTheSameProject() {
    deliver(response(1, "2026-03-05"));
    deliver(response(2, "2026-03-05"), response(3, "2026-01-31"));

    assertThat(notes()).hasSize(2);
    assertThat(noted()).containsExactly(new Changed(TODAY, List.of("2026-01-31", "2026-03-05")));
  }

  @Test
  void shouldNoteTheSameDayOfAnotherProject() {
    TestProject other = TestProject.in(store, clock);
    deliver(response(1, "2026-03-05"));
    deliver(insert(2, SampleResponse.of(other, "r2", 8)));

    assertThat(new ChangedDays(store.dynamo(), "TallyTable").of(other.id()))
        .containsExactly(new Changed(TODAY, List.of("2026-03-05")));
  }

  @Test
  void shouldNoteADayAgainOnTheNextDate() {
    deliver(response(1, "2026-03-05"));
    clock.advance(Duration.ofMinutes(30));
    deliver(response(2, "2026-03-05"));

    assertThat(noted())
        .containsExactly(
            new Changed(TODAY, List.of("2026-03-05")),
            new Changed(TODAY.plusDays(1), List.of("2026-03-05")));
  }

  @Test
  void shouldNoteADayAgainByAnotherInstance() {
    deliver(response(1, "2026-03-05"));
    function = project.function("AggregateFunction", this::noting);
    deliver(response(2, "2026-03-05"));

    assertThat(notes()).hasSize(2);
  }

  @Test
  void shouldFailTheBatchWhenADayCannotBeNotedAndNoteItTheNextTime() {
    AtomicBoolean refused = new AtomicBoolean();
    function =
        project.function(
            "AggregateFunction",
            (request, sender) -> {
              if (Writes.isOfNote(request) && refused.compareAndSet(false, true)) {
                throw Writes.throttled();
              }
              return noting(request, sender);
            });

    assertThatThrownBy(() -> deliver(response(1, "2026-03-05"))).hasMessageContaining("slow down");
    assertThat(project.talliesAsTheyStand()).isEmpty();

    deliver(response(1, "2026-03-05"));
    assertThat(noted()).containsExactly(new Changed(TODAY, List.of("2026-03-05")));
    assertThat(project.talliesAsTheyStand()).hasSize(2);
  }

  private Object noting(DynamoDbRequest request, StoreInterference.Sender sender) {
    if (Writes.isOfNote(request) || Writes.isOfTally(request)) {
      writes.add(request);
    }
    return sender.send();
  }

  private List<DynamoDbRequest> notes() {
    return writes.stream().filter(Writes::isOfNote).toList();
  }

  private List<Changed> noted() {
    return new ChangedDays(store.dynamo(), "TallyTable").of(project.id());
  }

  private HandMadeRecord response(long sequence, String day) {
    return insert(sequence, SampleResponse.of(project, "r" + sequence, 8).on(day));
  }

  private void deliver(HandMadeRecord... records) {
    new TestInvocation().call(function, HandMadeEvent.of(records));
  }
}
