package dev.seveneight.shared.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A person who can respond. Immutable.
 *
 * @param project the project
 * @param id a random id
 * @param rev the number of times it was written, from 1
 * @param epoch the generation of tallies that it belongs to
 * @param createdAt the time at which it was created, in whole seconds
 * @param updatedAt the time of the last write, in milliseconds
 * @param email the e-mail address, in lower case
 * @param phoneNumber the phone number, in E.164
 * @param externalId the id of the person in the caller's own system
 * @param name the name
 * @param properties the properties, by name
 * @param sending the last survey sent to the person, and the suppressions
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
  /** Returns this person with another time of the last write. */
  public Person updatedAt(Instant time) {
    return as(rev, time);
  }

  /** Returns this person with another revision and time of the last write. */
  public Person as(long otherRev, Instant time) {
    return new Person(
        project,
        id,
        otherRev,
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

  /** Returns the identity of this kind; empty if the person has none. */
  public Optional<String> valueOf(Identity.Kind kind) {
    return switch (kind) {
      case EMAIL -> email;
      case PHONE_NUMBER -> phoneNumber;
      case EXTERNAL_ID -> externalId;
    };
  }

  /** Returns whether the person has an e-mail address, phone number or external id. */
  public boolean hasIdentity() {
    return email.isPresent() || phoneNumber.isPresent() || externalId.isPresent();
  }

  /**
   * Returns this person with another identity of this kind, or without one. Another e-mail address
   * ends the suppression for bounced mail, because only the old address bounced.
   */
  public Person with(Identity.Kind kind, Optional<String> value) {
    return switch (kind) {
      case EMAIL ->
          with(
              value,
              phoneNumber,
              externalId,
              name,
              properties,
              value.equals(email)
                  ? sending
                  : sending.with(SuppressionReason.BOUNCED, Optional.empty()));
      case PHONE_NUMBER -> with(email, value, externalId, name, properties, sending);
      case EXTERNAL_ID -> with(email, phoneNumber, value, name, properties, sending);
    };
  }

  /** Returns this person with another name, or without a name. */
  public Person withName(Optional<String> otherName) {
    return with(email, phoneNumber, externalId, otherName, properties, sending);
  }

  /** Returns this person with other properties. */
  public Person withProperties(SortedMap<String, String> others) {
    return with(email, phoneNumber, externalId, name, others, sending);
  }

  /** Returns this person with another state of sending. */
  public Person withSending(Sending other) {
    return with(email, phoneNumber, externalId, name, properties, other);
  }

  private Person with(
      Optional<String> otherEmail,
      Optional<String> otherPhoneNumber,
      Optional<String> otherExternalId,
      Optional<String> otherName,
      SortedMap<String, String> otherProperties,
      Sending otherSending) {
    return new Person(
        project,
        id,
        rev,
        epoch,
        createdAt,
        updatedAt,
        otherEmail,
        otherPhoneNumber,
        otherExternalId,
        otherName,
        otherProperties,
        otherSending);
  }
}
