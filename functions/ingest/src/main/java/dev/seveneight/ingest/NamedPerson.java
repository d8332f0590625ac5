package dev.seveneight.ingest;

import dev.seveneight.ingest.PersonTable.Stored;
import dev.seveneight.shared.http.PersonName;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.ErasureItems.Erasing;
import java.util.Optional;

/** Finds the person whom a request names. */
final class NamedPerson {
  private final PersonTable people;

  NamedPerson(PersonTable people) {
    this.people = people;
  }

  /** The person, if there is one. */
  Optional<Stored> find(Project project, PersonName name) {
    return name.id()
        .flatMap(id -> people.byId(project, id))
        .or(() -> name.identity().flatMap(identity -> people.by(project, identity)));
  }

  /** The person, if it is being erased: found by the id alone. */
  Optional<Erasing> findErasing(Project project, PersonName name) {
    return name.id().flatMap(id -> people.erasing(project, id));
  }
}
