package dev.seveneight.shared.image;

import dev.seveneight.shared.tally.Counted;
import dev.seveneight.shared.tally.CountedJourney;
import dev.seveneight.shared.tally.CountedResponse;
import dev.seveneight.shared.tally.JourneyAnswer;
import java.util.Optional;

/** What an item of the ledger says, as it is or as it was before a change. */
public sealed interface Image {
  /** What it says to the tallies; empty if nothing. */
  Optional<Counted> counted();

  /**
   * A response, or what is left of a deleted one. Immutable.
   *
   * @param project whose it is
   * @param id its id
   * @param rev its revision
   * @param person the person who gave it, if known; what taking an import back left knows it too
   * @param said what it says; empty if it was deleted
   */
  record Response(String project, String id, long rev, Optional<String> person, Optional<Said> said)
      implements Image {
    @Override
    public Optional<Counted> counted() {
      return said.map(Said::counted);
    }

    /**
     * What it says to the journey of its person; nothing when it is left out of the score, or was
     * deleted.
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
   * What a response says. Immutable.
   *
   * @param counted to the tallies
   * @param time when it was given, in seconds since 1970
   */
  record Said(CountedResponse counted, long time) {}

  /**
   * A person's journey. Immutable.
   *
   * @param journey what it says to the tallies
   */
  record Journey(CountedJourney journey) implements Image {
    @Override
    public Optional<Counted> counted() {
      return Optional.of(journey);
    }
  }

  /**
   * What is left of a person who is being erased; each revision asks for the next step. Immutable.
   *
   * @param project whose person it was
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
   * An item that is not what ours are. It contributes nothing, so that a later correction or
   * deletion counts like any other change. Immutable.
   *
   * @param reason what is wrong with it, without its content
   * @param answer which response it is, if its key is that of one
   */
  record Invalid(String reason, Optional<Answer> answer) implements Image {
    @Override
    public Optional<Counted> counted() {
      return Optional.empty();
    }
  }

  /**
   * Which response an item is, as far as it can be told. Immutable.
   *
   * @param project whose it is
   * @param id its id
   * @param person the person who gave it, if that can be read
   */
  record Answer(String project, String id, Optional<String> person) {
    /** Which response this is. */
    public static Answer of(Response response) {
      return new Answer(response.project(), response.id(), response.person());
    }
  }
}
