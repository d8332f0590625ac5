package dev.seveneight.shared.intake.people;

import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.SurveyRequest;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.OptimisticRetry;
import dev.seveneight.shared.store.ledger.PersonWriter;
import dev.seveneight.shared.store.ledger.PersonWriter.Stored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Creates people, or updates those that exist. */
public final class PersonIntake {
  private final PersonWriter people;
  private final SurveyRequests surveyRequests;

  public PersonIntake(PersonWriter people, SurveyRequests surveyRequests) {
    this.people = people;
    this.surveyRequests = surveyRequests;
  }

  /**
   * The outcome of a request.
   *
   * @param isNew whether the request created the person
   * @param person the person after the request
   */
  public record Outcome(boolean isNew, Person person) {}

  /**
   * Creates or updates a person.
   *
   * @throws Problem 422 if the identities belong to two people, or a new identity to another person
   */
  public Outcome take(Project project, PersonRequest request) {
    return OptimisticRetry.OF_A_REQUEST
        .run(() -> tryToTake(project, request))
        .orElseThrow(PersonWriter::tooManyChanges);
  }

  /** Makes one attempt. Empty if the conditional write fails and has to be repeated. */
  private Optional<Outcome> tryToTake(Project project, PersonRequest request) {
    IdentityOwners owners = new IdentityOwners(people, project);
    Optional<Stored> before = find(project, owners, request);
    Person wanted =
        request.applyTo(
            before
                .map(Stored::person)
                .orElseGet(() -> people.withoutIdentity(project, request.id())));
    if (before.isEmpty() && !wanted.hasIdentity()) {
      throw Problem.invalid(
          "email", Rule.REQUIRED, "the person is new: email, phone_number or external_id");
    }
    if (before.isEmpty()) {
      request.id().ifPresent(id -> people.requireNotErased(project, id));
    }
    owners.requireFree(before, wanted, request::fieldOf);
    return people
        .write(project, before, wanted, requests(project, request, wanted))
        .map(person -> new Outcome(before.isEmpty(), person));
  }

  private List<SurveyRequest> requests(Project project, PersonRequest request, Person person) {
    List<SurveyRequest> requests = new ArrayList<>();
    request
        .lastSentAt()
        .flatMap(time -> surveyRequests.imported(project, person, request.channel(), time))
        .ifPresent(requests::add);
    if (request.send()) {
      requests.add(surveyRequests.skipped(project, person, request.channel(), request.delay()));
    }
    return requests;
  }

  /**
   * Finds the person of a request: by the current identities, else by the new ones, because an
   * earlier delivery of the same request may have changed them already.
   */
  private Optional<Stored> find(Project project, IdentityOwners owners, PersonRequest request) {
    if (request.id().isPresent()) {
      return people.byId(project, request.id().get());
    }
    return foundBy(owners, request.identities(), Identity.Kind::storedName)
        .or(() -> foundBy(owners, request.updates(), PersonRequest::updateField));
  }

  private static Optional<Stored> foundBy(
      IdentityOwners owners, List<Identity> identities, Function<Identity.Kind, String> fieldOf) {
    Map<String, Stored> byField = new LinkedHashMap<>();
    for (Identity identity : identities) {
      owners.of(identity).ifPresent(found -> byField.put(fieldOf.apply(identity.kind()), found));
    }
    if (byField.values().stream().map(found -> found.person().id()).distinct().count() > 1) {
      throw Problem.invalid(
          byField.keySet().stream().collect(Collectors.joining(", ")),
          Rule.CONFLICT,
          "these belong to different people");
    }
    return byField.values().stream().findFirst();
  }
}
