package dev.seveneight.ingest;

import dev.seveneight.ingest.PersonTable.Stored;
import dev.seveneight.shared.http.PersonName;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.ErasureItems.Erasing;
import java.util.Optional;

/** Finds the person whom a path names. */
final class PersonInPath {
  private final PersonTable people;

  PersonInPath(PersonTable people) {
    this.people = people;
  }

  /** The person, if there is one. */
  Optional<Stored> find(Project project, String parameter) {
    PersonName name = PersonName.of(parameter);
    return name.id()
        .flatMap(id -> people.byId(project, id))
        .or(() -> name.identity().flatMap(identity -> people.by(project, identity)));
  }

  /** The person, if it is being erased: found by the id alone. */
  Optional<Erasing> findErasing(Project project, String parameter) {
    return PersonName.of(parameter).id().flatMap(id -> people.erasing(project, id));
  }
}
