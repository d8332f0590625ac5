package dev.seveneight.ingest;

import dev.seveneight.shared.http.ApiAnswer;
import dev.seveneight.shared.http.Call;
import dev.seveneight.shared.http.Endpoint;
import dev.seveneight.shared.http.Fields;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.PersonName;
import dev.seveneight.shared.http.Route;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.http.SendingRoute;
import dev.seveneight.shared.ledger.DoNotSend;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.store.ProjectTable;
import dev.seveneight.shared.text.PlainText;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** The routes about to whom nothing is to be sent, and what is not to be sent after all. */
final class SendingEndpoints {
  private final ProjectTable projects;
  private final DoNotSendList doNotSend;
  private final NamedPerson namedPerson;
  private final SurveyRequests surveyRequests;
  private final InstantSource clock;

  SendingEndpoints(
      ProjectTable projects,
      DoNotSendList doNotSend,
      NamedPerson namedPerson,
      SurveyRequests surveyRequests,
      InstantSource clock) {
    this.projects = projects;
    this.doNotSend = doNotSend;
    this.namedPerson = namedPerson;
    this.surveyRequests = surveyRequests;
    this.clock = clock;
  }

  /** The routes that these endpoints serve. */
  Map<Route, Endpoint> routes() {
    return Map.of(
        SendingRoute.CREATE_UNSUBSCRIBE, this::unsubscribe,
        SendingRoute.CREATE_BOUNCE, this::bounce,
        SendingRoute.WITHDRAW_SURVEY_REQUESTS, this::withdrawPending);
  }

  ApiAnswer unsubscribe(Call call) {
    return add(call, DoNotSend.UNSUBSCRIBED);
  }

  ApiAnswer bounce(Call call) {
    return add(call, DoNotSend.BOUNCED);
  }

  ApiAnswer withdrawPending(Call call) {
    Parameters.of(call.request().query()).finish();
    Project project = projectOf(call);
    PersonName name = PersonName.ofDeletion(call.parameter(), project.settings()::defaultCountry);
    Person person = namedPerson.find(project, name).orElseThrow(PersonEditor::notFound).person();
    surveyRequests.withdrawPending(project, person);
    return ApiAnswer.of(202, Map.of("ok", true));
  }

  private ApiAnswer add(Call call, DoNotSend reason) {
    Fields fields = Fields.of(JsonBody.orForm(call, Limits.NOTE_BYTES));
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Optional<Identity> email = IdentityFields.email(fields, "person_email");
    if (email.isEmpty() && isEmpty(fields.any("person_email"))) {
      fields.reject("person_email", Rule.REQUIRED, "the person's e-mail address");
    }
    Optional<Instant> since = TimeField.read(fields, reason.apiName() + "_at", now);
    fields.finish();
    doNotSend.add(projectOf(call), email.orElseThrow(), reason, since.orElse(now));
    return ApiAnswer.ok(Map.of("ok", true));
  }

  private static boolean isEmpty(Optional<Object> field) {
    return field
        .filter(value -> !(value instanceof String text && PlainText.isBlank(text)))
        .isEmpty();
  }

  private Project projectOf(Call call) {
    return projects.project(call.caller().project());
  }
}
