package dev.seveneight.ingest;

import dev.seveneight.ingest.PersonTable.Stored;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.project.Project;
import java.util.Optional;

/**
 * How a path names a person: by the id, by an e-mail address, or by what a word before a colon says
 * that it is, {@code email:jo@example.com}. It may be escaped up to twice more than the gateway has
 * resolved.
 */
final class PersonInPath {
  private static final int MOST_ESCAPES = 2;

  private final PersonTable people;

  PersonInPath(PersonTable people) {
    this.people = people;
  }

  /** The person, if there is one. */
  Optional<Stored> find(Project project, String parameter) {
    String text = parameter;
    for (int i = 0; i < MOST_ESCAPES; i++) {
      text = Parameters.unescape(text);
    }
    if (ContentFields.isId(text)) {
      return people.byId(project, text);
    }
    return identity(text).flatMap(identity -> people.by(project, identity));
  }

  private static Optional<Identity> identity(String text) {
    int colon = text.indexOf(':');
    String value = text.substring(colon + 1);
    return switch (colon < 0 ? "email" : text.substring(0, colon)) {
      case "email" -> Identity.email(value);
      case "phone_number" -> Identity.phoneNumber(value);
      case "external_id" -> Optional.of(new Identity(Identity.Kind.EXTERNAL_ID, value));
      default -> Optional.empty();
    };
  }
}
