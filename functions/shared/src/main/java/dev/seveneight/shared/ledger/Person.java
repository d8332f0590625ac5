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
    return as(rev, time);
  }

  /** This person as another revision, written at another time. */
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

  /** What this person can be found by, if there is anything of this kind. */
  public Optional<String> valueOf(Identity.Kind kind) {
    return switch (kind) {
      case EMAIL -> email;
      case PHONE_NUMBER -> phoneNumber;
      case EXTERNAL_ID -> externalId;
    };
  }

  /** Whether this person can be found by anything but the id. */
  public boolean hasIdentity() {
    return email.isPresent() || phoneNumber.isPresent() || externalId.isPresent();
  }

  /**
   * This person found by another value of this kind, or by none. That mail came back is said of an
   * address: at another one the person may well be reached.
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
              value.equals(email) ? sending : sending.with(DoNotSend.BOUNCED, Optional.empty()));
      case PHONE_NUMBER -> with(email, value, externalId, name, properties, sending);
      case EXTERNAL_ID -> with(email, phoneNumber, value, name, properties, sending);
    };
  }

  /** This person under another name, or none. */
  public Person withName(Optional<String> otherName) {
    return with(email, phoneNumber, externalId, otherName, properties, sending);
  }

  /** This person with other properties. */
  public Person withProperties(SortedMap<String, String> others) {
    return with(email, phoneNumber, externalId, name, others, sending);
  }

  /** This person with something else known of sending to it. */
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
