package dev.seveneight.shared.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Who answered. Immutable.
 *
 * @param project whose person this is
 * @param id a random id
 * @param rev how often it was written, from 1
 * @param epoch the generation of tallies that it belongs to
 * @param createdAt when it was first known, in whole seconds
 * @param updatedAt when it was written last, in milliseconds
 * @param email the e-mail address, in lower case
 * @param phoneNumber the phone number, in E.164
 * @param externalId the id that the sender's own system has for the person
 * @param name the name
 * @param properties what is known of the person, by name
 * @param sending what is known of sending to the person
 */
public record Person(
    String project,
    String id,
    long rev,
    long epoch,
    Instant createdAt,
    Instant updatedAt,
    Optional<String> email,
    Optional<String> phoneNumber,
    Optional<String> externalId,
    Optional<String> name,
    SortedMap<String, String> properties,
    Sending sending) {
  /** This person as written at another time. */
  public Person updatedAt(Instant time) {
    return new Person(
        project,
        id,
        rev,
        epoch,
        createdAt,
        time,
        email,
        phoneNumber,
        externalId,
        name,
        properties,
        sending);
  }
}
