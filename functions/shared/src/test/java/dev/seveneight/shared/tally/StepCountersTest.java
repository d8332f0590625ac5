package dev.seveneight.shared.tally;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.nps.Group;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepCountersTest {
  @Test
  void shouldNameAnswersAndStepsByTheirGroups() {
    assertThat(StepCounters.began(Group.DETRACTOR)).isEqualTo("bd");
    assertThat(StepCounters.first(Group.SEVEN)).isEqualTo("f7");
    assertThat(StepCounters.came(Group.SEVEN, Group.PROMOTER)).isEqualTo("c7p");
    assertThat(StepCounters.went(Group.EIGHT, Group.DETRACTOR, 0)).isEqualTo("w8d0");
  }

  @Test
  void shouldNameTheBucketInOneCharacterToTheLast() {
    assertThat(StepCounters.went(Group.SEVEN, Group.EIGHT, DaysBetween.BUCKETS - 1))
        .isEqualTo("w78b");
  }

  @Test
  void shouldNeverGiveTwoCountersTheSameName() {
    List<String> names = new ArrayList<>();
    for (Group from : Group.values()) {
      names.add(StepCounters.began(from));
      names.add(StepCounters.first(from));
      for (Group to : Group.values()) {
        names.add(StepCounters.came(from, to));
        for (int bucket = 0; bucket < DaysBetween.BUCKETS; bucket++) {
          names.add(StepCounters.went(from, to, bucket));
        }
      }
    }

    assertThat(names).doesNotHaveDuplicates().hasSize(4 + 4 + 16 + 192);
  }
}
