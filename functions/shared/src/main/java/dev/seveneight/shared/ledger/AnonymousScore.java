package dev.seveneight.shared.ledger;

import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.PersonalLook;
import dev.seveneight.shared.segment.Segment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Removes personal data from a response: when its person is erased and the scores are kept, or when
 * the response is older than the project keeps personal data. The score, the day, and the values
 * that the response is counted by stay. Comment, notes, tags, additional answers, and properties
 * that are not counted are removed. A field that is not named here is removed.
 */
public final class AnonymousScore {
  private AnonymousScore() {}

  /**
   * Returns the next revision of a response, without personal data. The response also leaves the
   * segments of a dimension whose name or value looks personal, even if the settings declare that
   * dimension. It is then counted as a response without that dimension.
   *
   * @param now the time of the change
   */
  public static SurveyResponse of(SurveyResponse response, Instant now) {
    Content content = response.content();
    List<Segment> segments =
        response.segments().stream()
            // A text that is not a segment's key is not counted.
            .flatMap(key -> Segment.find(key).stream())
            .filter(AnonymousScore::isAnonymous)
            .toList();
    Instant oneLater = response.updatedAt().plusMillis(1);
    return new SurveyResponse(
        response.project(),
        response.id(),
        response.rev() + 1,
        response.epoch(),
        response.createdAt(),
        now.isBefore(oneLater) ? oneLater : now,
        response.day(),
        segments.stream().map(Segment::key).toList(),
        Content.withScore(content.score())
            .properties(countedBy(segments, content.properties()))
            .survey(content.survey())
            .channel(content.channel())
            .language(content.language())
            .excluded(content.excluded())
            .build(),
        response.importId());
  }

  private static boolean isAnonymous(Segment segment) {
    return segment.parts().stream().allMatch(AnonymousScore::isAnonymous);
  }

  private static boolean isAnonymous(Segment.Part part) {
    return !Dimensions.isPropertyName(part.dimension())
        || part.value().isEmpty()
        || (PersonalLook.ofName(part.dimension()).isEmpty()
            && PersonalLook.ofValue(part.value().get()).isEmpty());
  }

  private static SortedMap<String, String> countedBy(
      List<Segment> segments, Map<String, String> properties) {
    Set<Segment.Part> parts =
        segments.stream().flatMap(segment -> segment.parts().stream()).collect(Collectors.toSet());
    SortedMap<String, String> counted = new TreeMap<>(properties);
    counted
        .entrySet()
        .removeIf(
            entry ->
                Dimensions.RESERVED.contains(entry.getKey())
                    || !parts.contains(Segment.Part.of(entry.getKey(), entry.getValue())));
    return counted;
  }
}
