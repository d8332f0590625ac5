package dev.seveneight.shared.ledger;

import dev.seveneight.shared.segment.Dimensions;
import dev.seveneight.shared.segment.SegmentPlan;
import dev.seveneight.shared.segment.SegmentRules;
import dev.seveneight.shared.segment.Share;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a response says: all of it that can be changed later. Immutable.
 *
 * @param score 0 to 10
 * @param comment what was said beside the score
 * @param person the id of who answered; empty when anonymous
 * @param properties what the sender said about the answer, by name, in the order in which it said
 *     it; read from the store, in the order of the names
 * @param survey which survey was answered
 * @param channel by which way
 * @param language in which language
 * @param tags what somebody marked the response with
 * @param additionalAnswers answers to other questions, as JSON, as they came
 * @param notes notes on the response, as JSON, as they came
 * @param excluded why it is left out of the score, if it is
 */
public record Content(
    int score,
    Optional<String> comment,
    Optional<String> person,
    Map<String, String> properties,
    Optional<String> survey,
    Optional<String> channel,
    Optional<String> language,
    List<String> tags,
    Optional<String> additionalAnswers,
    Optional<String> notes,
    Optional<Exclusion> excluded) {

  /** Copies the properties, in their order. Two contents are equal whatever the order. */
  public Content {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /** The properties in the order of their names, in which replies show them. */
  public SortedMap<String, String> sortedProperties() {
    return new TreeMap<>(properties);
  }

  /** The dimensions that are fields of the response, with their values as far as it has them. */
  public Map<String, String> builtInDimensions() {
    Map<String, String> valueOf = new LinkedHashMap<>();
    survey.ifPresent(value -> valueOf.put(Dimensions.SURVEY, value));
    channel.ifPresent(value -> valueOf.put(Dimensions.CHANNEL, value));
    language.ifPresent(value -> valueOf.put(Dimensions.LANGUAGE, value));
    return valueOf;
  }

  /**
   * Returns what a response with this content may be counted by.
   *
   * @param share how much of the project's lists it may fill
   */
  public SegmentPlan segmentPlan(SegmentRules rules, Share share) {
    return rules.plan(builtInDimensions(), properties, share);
  }

  /** The names of its properties, and of its fields that are dimensions, as far as it has them. */
  public Set<String> countableNames() {
    Set<String> names = new TreeSet<>(builtInDimensions().keySet());
    names.addAll(properties.keySet());
    return names;
  }

  /** This content without the properties and the fields that are dimensions of these names. */
  public Content without(Set<String> names) {
    if (names.isEmpty()) {
      return this;
    }
    Map<String, String> kept = new LinkedHashMap<>(properties);
    // A property may have the name of a field, which is the dimension of that name.
    names.stream().filter(name -> !Dimensions.BUILT_IN.contains(name)).forEach(kept::remove);
    return new Content(
        score,
        comment,
        person,
        kept,
        survey.filter(value -> !names.contains(Dimensions.SURVEY)),
        channel.filter(value -> !names.contains(Dimensions.CHANNEL)),
        language.filter(value -> !names.contains(Dimensions.LANGUAGE)),
        tags,
        additionalAnswers,
        notes,
        excluded);
  }

  /** Returns the properties that the other content has with the same values. */
  public Set<String> propertiesAsIn(Content other) {
    return properties.keySet().stream()
        .filter(name -> properties.get(name).equals(other.properties().get(name)))
        .collect(Collectors.toSet());
  }

  /** Whether both are counted in the same segments under the same settings. */
  public boolean isSegmentedAs(Content other) {
    return builtInDimensions().equals(other.builtInDimensions())
        && properties.equals(other.properties);
  }
}
