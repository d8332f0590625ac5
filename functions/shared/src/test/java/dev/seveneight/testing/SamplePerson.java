package dev.seveneight.testing;

import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.Sending;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** A person for tests that need any person. */
public final class SamplePerson {
  private SamplePerson() {}

  /** Returns a person of the project acme with only an id. */
  public static Person withoutDetails() {
    return withoutDetails("acme", "p", 1);
  }

  /** Returns a person with only an id. */
  public static Person withoutDetails(String project, String id, long epoch) {
    return new Person(
        project,
        id,
        1,
        epoch,
        Instant.EPOCH,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        Sending.NOTHING);
  }
}
