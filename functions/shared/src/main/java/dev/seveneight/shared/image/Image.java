package dev.seveneight.shared.image;

import dev.seveneight.shared.tally.Counted;
import dev.seveneight.shared.tally.CountedJourney;
import dev.seveneight.shared.tally.CountedResponse;
import dev.seveneight.shared.tally.JourneyAnswer;
import java.util.Optional;

/** The content of an item of the ledger, in its current state or as it was before a change. */
public sealed interface Image {
  /** Returns the content that the tallies count; empty if there is none. */
  Optional<Counted> counted();

  /**
   * A response, or what is left of a deleted one. Immutable.
   *
   * @param project its project
   * @param id its id
   * @param rev its revision
   * @param person the person who gave it, if known; the rest of a response after the undo of an
   *     import has it too
   * @param said its content; empty if it was deleted
   */
  record Response(String project, String id, long rev, Optional<String> person, Optional<Said> said)
      implements Image {
    @Override
    public Optional<Counted> counted() {
      return said.map(Said::counted);
    }

    /**
     * Returns the response's answer in its person's journey; empty if it is left out of the score,
     * or was deleted.
     */
    public Optional<JourneyAnswer> toJourney() {
      return said.filter(is -> person.isPresent() && !is.counted().isExcluded())
          .map(
              is ->
                  new JourneyAnswer(
                      id,
                      is.time(),
                      is.counted().day(),
                      is.counted().score(),
                      is.counted().segments()));
    }
  }

  /**
   * The content of a response. Immutable.
   *
   * @param counted the content that the tallies count
   * @param time when it was given, in seconds since 1970
   */
  record Said(CountedResponse counted, long time) {}

  /**
   * A person's journey. Immutable.
   *
   * @param journey the content that the tallies count
   */
  record Journey(CountedJourney journey) implements Image {
    @Override
    public Optional<Counted> counted() {
      return Optional.of(journey);
    }
  }

  /**
   * The reduced item of a person who is being erased. Each revision requests the next step.
   * Immutable.
   *
   * @param project the person's project
   * @param person the person's id
   * @param rev its revision
   */
  record Erasing(String project, String person, long rev) implements Image {
    @Override
    public Optional<Counted> counted() {
      return Optional.empty();
    }
  }

  /** An item of ours that is not counted: a person, an identity, a survey request. */
  record Uncounted() implements Image {
    @Override
    public Optional<Counted> counted() {
      return Optional.empty();
    }
  }

  /**
   * An item that our functions cannot have written. It contributes nothing, so that a later
   * correction or deletion counts like any other change. Immutable.
   *
   * @param reason what is wrong with it, without its content
   * @param answer the response that it is, if its key is that of one
   */
  record Invalid(String reason, Optional<Answer> answer) implements Image {
    @Override
    public Optional<Counted> counted() {
      return Optional.empty();
    }
  }

  /**
   * The identification of a response, as far as it is known. Immutable.
   *
   * @param project its project
   * @param id its id
   * @param person the person who gave it, if that can be read
   */
  record Answer(String project, String id, Optional<String> person) {
    /** Returns the identification of this response. */
    public static Answer of(Response response) {
      return new Answer(response.project(), response.id(), response.person());
    }
  }
}
