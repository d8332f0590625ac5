package dev.seveneight.shared.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.shared.segment.Segment.Part;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentKeyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plan=pro",
        "plan~other",
        "plan=Größe 1/2, neu 😀",
        "country=DE&plan=pro",
        "country~other&plan=pro",
        "country=DE&plan~other",
        "plan%7Eother=x",
        "plan=100%2525%231%00"
      })
  void shouldTakeWhatSegmentsWrite(String key) {
    assertThat(SegmentKey.flawOf(key)).isEmpty();
    assertThat(Segment.parse(key).key()).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "pro",
        "%zz=1",
        "a=%",
        "a=%4",
        "&",
        "&&",
        "a=1&",
        "&a=1",
        "=",
        "a=",
        "=a",
        "~other",
        "a~",
        "a~othe",
        "a~other~other",
        "a~other=1",
        "a=1~other",
        "a=b=c",
        "a=b#c",
        "a#=b",
        "a=%61",
        "a=%7e",
        "a=%3d",
        "a=\u0000",
        "a=\u0085",
        "a=1\nb",
        "a=1&b=2&c=3",
        "a=1&a=2",
        "a=1&a~other",
        "b=1&a=2",
        "%26=1&%23=1"
      })
  void shouldTakeNothingElse(String key) {
    assertThat(SegmentKey.flawOf(key)).isPresent();
  }

  @Test
  void shouldTakeNoHalfOfACharacter() {
    assertThat(SegmentKey.flawOf("a=\ud83d")).isPresent();
    assertThat(Segment.find("a=\ud83d")).isEmpty();
    assertThat(SegmentKey.flawOf("a=\ude00\ud83d")).isPresent();
    assertThat(SegmentKey.flawOf("a=\ud83d\ude00")).isEmpty();
  }

  @Test
  void shouldSayWhatIsWrongAndNotWhatTheKeySays() {
    assertThat(SegmentKey.flawOf("secret").orElseThrow()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "plan=pro, 1", "country=DE&plan=pro, 2"})
  void shouldCountParts(String key, int parts) {
    assertThat(SegmentKey.parts(key)).isEqualTo(parts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "%zz=1",
        "a=%",
        "&",
        "b=1&a=2",
        "a=%61",
        "a=b=c",
        "a=1&b=2&c=3",
        "a=",
        "=a",
        "~other",
        "a=1&a=2"
      })
  void shouldBeTheKeyOfNoSegment(String key) {
    assertThat(Segment.find(key)).isEmpty();
    assertThatThrownBy(() -> Segment.parse(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(key);
  }

  @Property(tries = 3_000)
  void shouldTakeExactlyTheKeysOfSegmentsThatAreCounted(@ForAll("keys") String key) {
    boolean isCounted =
        Segment.find(key)
            .filter(segment -> segment.key().equals(key))
            .map(Segment::parts)
            .filter(parts -> parts.size() <= SegmentKey.MOST_PARTS)
            .filter(SegmentKeyTest::haveNamesAndValues)
            .isPresent();

    assertThat(SegmentKey.flawOf(key).isEmpty()).isEqualTo(isCounted);
  }

  private static boolean haveNamesAndValues(List<Part> parts) {
    return parts.stream().map(Part::dimension).distinct().count() == parts.size()
        && parts.stream()
            .allMatch(
                part ->
                    !part.dimension().isEmpty() && part.value().filter(String::isEmpty).isEmpty());
  }

  /** Keys of segments, with a character or two changed, and texts of what means something. */
  @Provide
  Arbitrary<String> keys() {
    Arbitrary<String> forging = Arbitraries.strings().withChars("a=&%~#2567E").ofMaxLength(8);
    Arbitrary<String> parts =
        Arbitraries.of(
            "a=1", "b=2", "b~other", "b~any", "a%3Db=1", "c=%23", "=1", "a", "a=", "b=%41", "");
    Arbitrary<String> joined = parts.list().ofMaxSize(3).map(list -> String.join("&", list));
    return Arbitraries.oneOf(forging, joined);
  }

  @Test
  void shouldKeepPartsInTheOrderOfTheirUnescapedNames() {
    // As it is escaped, the first name would come after the second.
    Segment segment = Segment.of(Map.of("#", "1", "$", "2"));

    assertThat(segment.key()).isEqualTo("%23=1&$=2");
    assertThat(SegmentKey.flawOf(segment.key())).isEmpty();
  }
}
