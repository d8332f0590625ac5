package dev.seveneight.shared.intake.people;

import dev.seveneight.shared.api.PersonInPath;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.ledger.ErasureItems.Erasing;
import dev.seveneight.shared.store.ledger.PersonWriter;
import dev.seveneight.shared.store.ledger.PersonWriter.Stored;
import java.util.Optional;

/** Finds the person whom a request names. */
public final class NamedPerson {
  private final PersonWriter people;

  public NamedPerson(PersonWriter people) {
    this.people = people;
  }

  /** The person, if there is one. */
  public Optional<Stored> find(Project project, PersonInPath name) {
    return name.id()
        .flatMap(id -> people.byId(project, id))
        .or(() -> name.identity().flatMap(identity -> people.by(project, identity)));
  }

  /** The person, if it is being erased: found by the id alone. */
  Optional<Erasing> findErasing(Project project, PersonInPath name) {
    return name.id().flatMap(id -> people.erasing(project, id));
  }
}
