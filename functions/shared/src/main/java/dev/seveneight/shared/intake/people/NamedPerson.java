package dev.seveneight.shared.intake.people;

import dev.seveneight.shared.api.PersonInPath;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.ledger.ErasureItems.Erasing;
import dev.seveneight.shared.store.ledger.PersonWriter;
import dev.seveneight.shared.store.ledger.PersonWriter.Stored;
import java.util.Optional;

/** Finds the person that a path names. */
public final class NamedPerson {
  private final PersonWriter people;

  public NamedPerson(PersonWriter people) {
    this.people = people;
  }

  /** Returns the person; empty if there is none. */
  public Optional<Stored> find(Project project, PersonInPath name) {
    return name.id()
        .flatMap(id -> people.byId(project, id))
        .or(() -> name.identity().flatMap(identity -> people.by(project, identity)));
  }

  /** Returns the person that is being erased; only the id can find it. */
  Optional<Erasing> findErasing(Project project, PersonInPath name) {
    return name.id().flatMap(id -> people.erasing(project, id));
  }
}
