package dev.seveneight.shared.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.segment.Segment.Part;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SegmentTest {
  @Test
  void shouldHaveAKeyThatPeopleCanRead() {
    assertThat(Segment.EVERYTHING.key()).isEmpty();
    assertThat(Segment.of(Part.of("plan", "pro")).key()).isEqualTo("plan=pro");
    assertThat(Segment.of(Part.other("plan")).key()).isEqualTo("plan~other");
    assertThat(Segment.of(Part.any("plan")).key()).isEqualTo("plan~any");
    assertThat(Segment.of(Part.of("plan", "Größe 1/2, neu 😀")).key())
        .isEqualTo("plan=Größe 1/2, neu 😀");
  }

  @Test
  void shouldOrderItsDimensionsByName() {
    Segment segment = Segment.of(Part.of("plan", "pro"), Part.of("country", "DE"));

    assertThat(segment.key()).isEqualTo("country=DE&plan=pro");
    assertThat(segment).isEqualTo(Segment.of(Part.of("country", "DE"), Part.of("plan", "pro")));
    assertThat(segment).isEqualTo(Segment.of(Map.of("plan", "pro", "country", "DE")));
  }

  @Test
  void shouldNotLetAValueForgeAnotherSegment() {
    assertThat(Segment.of(Part.of("country", "DE&plan=pro")).key())
        .isEqualTo("country=DE%26plan%3Dpro");
    assertThat(Segment.of(Part.of("plan~other", "x")).key()).isEqualTo("plan%7Eother=x");
    assertThat(Segment.of(Part.of("plan", "100%25#1\u0000")).key())
        .isEqualTo("plan=100%2525%231%00");
  }

  @Test
  void shouldKnowItsDimensions() {
    Segment segment = Segment.of(Part.of("plan", "pro"), Part.other("country"));

    assertThat(segment.isOf("plan")).isTrue();
    assertThat(segment.isOf("country")).isTrue();
    assertThat(segment.isOf("pro")).isFalse();
    assertThat(Segment.EVERYTHING.isOf("plan")).isFalse();
  }

  @Property(tries = 2_000)
  void shouldComeBackFromItsKeyIfItIsCounted(@ForAll("segments") Segment segment) {
    assertThat(Segment.find(segment.key()))
        .isEqualTo(isCounted(segment) ? Optional.of(segment) : Optional.empty());
  }

  /** Has at most two parts, no empty name or value, and no half of a character. */
  private static boolean isCounted(Segment segment) {
    return segment.parts().size() <= 2
        && segment.parts().stream()
            .flatMap(part -> Stream.concat(Stream.of(part.dimension()), part.value().stream()))
            .allMatch(
                text -> !text.isEmpty() && StandardCharsets.UTF_8.newEncoder().canEncode(text));
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void shouldShareItsKeyWithNoOtherSegment(
      @ForAll("segments") Segment segment, @ForAll("segments") Segment other) {
    assertThat(segment.key().equals(other.key())).isEqualTo(segment.equals(other));
  }

  /**
   * Names and values of any characters, half of them made of nothing but those that mean something
   * in a key, so that segments that look alike are common.
   */
  @Provide
  Arbitrary<Segment> segments() {
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(12);
    Arbitrary<String> forging =
        Arbitraries.strings()
            .withChars("a=&%~#2567E")
            .ofMaxLength(4)
            .edgeCases(c -> c.add("~other").add("~any"));
    Arbitrary<String> texts = Arbitraries.oneOf(any, forging);
    return Arbitraries.maps(texts, texts.optional())
        .ofMaxSize(3)
        .map(
            valueOf ->
                new Segment(
                    new HashMap<String, Optional<String>>(valueOf)
                        .entrySet().stream()
                            .map(entry -> part(entry.getKey(), entry.getValue()))
                            .toList()));
  }

  private static Part part(String dimension, Optional<String> value) {
    return value
        .map(text -> Part.of(dimension, text))
        .orElseGet(() -> dimension.length() % 2 == 0 ? Part.other(dimension) : Part.any(dimension));
  }

  @Test
  void shouldBeEverythingWithoutParts() {
    assertThat(new Segment(List.of())).isEqualTo(Segment.EVERYTHING);
    assertThat(Segment.parse("")).isEqualTo(Segment.EVERYTHING);
  }
}
