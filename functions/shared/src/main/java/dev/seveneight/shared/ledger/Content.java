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
 * The content of a response: all fields that a request can change. Immutable.
 *
 * @param score the score, from 0 to 10
 * @param comment the comment
 * @param person the id of the person; empty if the response is anonymous
 * @param properties the properties by name, in the order of the request; if read from the store, in
 *     the order of the names
 * @param survey the name of the survey
 * @param channel the channel, for example {@code email}
 * @param language the language
 * @param tags the tags
 * @param additionalAnswers the answers to other questions, as a JSON array, as the request had them
 * @param notes the notes, as a JSON array, as the request had them
 * @param excluded the reason why the response is not counted in the score, if it is not
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

  /** Copies the properties and keeps their order. The order does not matter for equality. */
  public Content {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /** Returns a content with a score and nothing else, to be completed. */
  public static Builder withScore(int score) {
    return new Builder(score);
  }

  /** Returns a copy of this content, to be changed. */
  public Builder change() {
    Builder copy = new Builder(score);
    copy.comment = comment;
    copy.person = person;
    copy.properties = properties;
    copy.survey = survey;
    copy.channel = channel;
    copy.language = language;
    copy.tags = tags;
    copy.additionalAnswers = additionalAnswers;
    copy.notes = notes;
    copy.excluded = excluded;
    return copy;
  }

  /** Returns the properties in the order of their names, as replies show them. */
  public SortedMap<String, String> sortedProperties() {
    return new TreeMap<>(properties);
  }

  /** Returns the values of the dimensions that have a field of their own, by dimension. */
  public Map<String, String> builtInDimensions() {
    Map<String, String> valueOf = new LinkedHashMap<>();
    survey.ifPresent(value -> valueOf.put(Dimensions.SURVEY, value));
    channel.ifPresent(value -> valueOf.put(Dimensions.CHANNEL, value));
    language.ifPresent(value -> valueOf.put(Dimensions.LANGUAGE, value));
    return valueOf;
  }

  /**
   * Returns the plan of the segments that a response with this content is counted in.
   *
   * @param share how much of the project's lists of values the response may fill
   */
  public SegmentPlan segmentPlan(SegmentRules rules, Share share) {
    return rules.plan(builtInDimensions(), properties, share);
  }

  /** Returns the names of the properties, and of the dimensions that have a field and a value. */
  public Set<String> countableNames() {
    Set<String> names = new TreeSet<>(builtInDimensions().keySet());
    names.addAll(properties.keySet());
    return names;
  }

  /** Returns this content without the properties and dimensions of these names. */
  public Content without(Set<String> names) {
    if (names.isEmpty()) {
      return this;
    }
    Map<String, String> kept = new LinkedHashMap<>(properties);
    // A property may have the name of a field, which is the dimension of that name.
    names.stream().filter(name -> !Dimensions.BUILT_IN.contains(name)).forEach(kept::remove);
    return change()
        .properties(kept)
        .survey(survey.filter(value -> !names.contains(Dimensions.SURVEY)))
        .channel(channel.filter(value -> !names.contains(Dimensions.CHANNEL)))
        .language(language.filter(value -> !names.contains(Dimensions.LANGUAGE)))
        .build();
  }

  /** Returns the properties that the other content has with the same values. */
  public Set<String> propertiesAsIn(Content other) {
    return properties.keySet().stream()
        .filter(name -> properties.get(name).equals(other.properties().get(name)))
        .collect(Collectors.toSet());
  }

  /** Returns whether the same settings count both in the same segments. */
  public boolean isSegmentedAs(Content other) {
    return builtInDimensions().equals(other.builtInDimensions())
        && properties.equals(other.properties);
  }

  /** Builds a content. A field that is not set is empty. Not safe for use by several threads. */
  public static final class Builder {
    private final int score;
    private Optional<String> comment = Optional.empty();
    private Optional<String> person = Optional.empty();
    private Map<String, String> properties = Map.of();
    private Optional<String> survey = Optional.empty();
    private Optional<String> channel = Optional.empty();
    private Optional<String> language = Optional.empty();
    private List<String> tags = List.of();
    private Optional<String> additionalAnswers = Optional.empty();
    private Optional<String> notes = Optional.empty();
    private Optional<Exclusion> excluded = Optional.empty();

    private Builder(int score) {
      this.score = score;
    }

    /** Sets the comment. */
    public Builder comment(Optional<String> comment) {
      this.comment = comment;
      return this;
    }

    /** Sets the id of the person. */
    public Builder person(Optional<String> person) {
      this.person = person;
      return this;
    }

    /** Sets the properties. */
    public Builder properties(Map<String, String> properties) {
      this.properties = properties;
      return this;
    }

    /** Sets the survey. */
    public Builder survey(Optional<String> survey) {
      this.survey = survey;
      return this;
    }

    /** Sets the channel. */
    public Builder channel(Optional<String> channel) {
      this.channel = channel;
      return this;
    }

    /** Sets the language. */
    public Builder language(Optional<String> language) {
      this.language = language;
      return this;
    }

    /** Sets the tags. */
    public Builder tags(List<String> tags) {
      this.tags = tags;
      return this;
    }

    /** Sets the reason of the exclusion. */
    public Builder excluded(Optional<Exclusion> excluded) {
      this.excluded = excluded;
      return this;
    }

    /** Returns the content. */
    public Content build() {
      return new Content(
          score,
          comment,
          person,
          properties,
          survey,
          channel,
          language,
          tags,
          additionalAnswers,
          notes,
          excluded);
    }
  }
}
