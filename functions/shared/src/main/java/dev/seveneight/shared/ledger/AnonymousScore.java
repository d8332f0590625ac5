package dev.seveneight.shared.ledger;

import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.PersonalLook;
import dev.seveneight.shared.segment.Segment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is kept of an answer whose person is erased all but for the scores, or which is older than
 * personal things are kept: the score, its day, and what it is counted by. Nothing that the person
 * said in words, nothing that was noted about the answer, and no property that is not counted.
 */
public final class AnonymousScore {
  private AnonymousScore() {}

  /**
   * The next revision of a response, without its person. It also leaves the segments of a dimension
   * that was declared although its name or value looks personal: then it is counted as one without
   * that dimension.
   *
   * @param now the time of the change
   */
  public static SurveyResponse of(SurveyResponse response, Instant now) {
    Content content = response.content();
    List<Segment> segments =
        response.segments().stream()
            // What is no key of ours is counted nowhere.
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
        new Content(
            content.score(),
            Optional.empty(),
            Optional.empty(),
            countedBy(segments, content.properties()),
            content.survey(),
            content.channel(),
            content.language(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            content.excluded()),
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
