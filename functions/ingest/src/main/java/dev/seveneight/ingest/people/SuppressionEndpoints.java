package dev.seveneight.ingest.people;

import dev.seveneight.ingest.fields.IdentityFields;
import dev.seveneight.ingest.fields.JsonBody;
import dev.seveneight.ingest.fields.TimeField;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.api.PersonInPath;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.Rule;
import dev.seveneight.shared.intake.Limits;
import dev.seveneight.shared.intake.people.NamedPerson;
import dev.seveneight.shared.intake.people.PersonEditor;
import dev.seveneight.shared.intake.people.SuppressionList;
import dev.seveneight.shared.intake.people.SurveyRequests;
import dev.seveneight.shared.ledger.Identity;
import dev.seveneight.shared.ledger.Person;
import dev.seveneight.shared.ledger.SuppressionReason;
import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.SuppressionRoute;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.shared.text.PlainText;
import dev.seveneight.shared.validation.Fields;
import dev.seveneight.shared.validation.Parameters;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** The endpoints of the routes that add to the suppression list and withdraw survey requests. */
public final class SuppressionEndpoints {
  private final ProjectTable projects;
  private final SuppressionList suppressionList;
  private final NamedPerson namedPerson;
  private final SurveyRequests surveyRequests;
  private final InstantSource clock;

  public SuppressionEndpoints(
      ProjectTable projects,
      SuppressionList suppressionList,
      NamedPerson namedPerson,
      SurveyRequests surveyRequests,
      InstantSource clock) {
    this.projects = projects;
    this.suppressionList = suppressionList;
    this.namedPerson = namedPerson;
    this.surveyRequests = surveyRequests;
    this.clock = clock;
  }

  /** Returns the routes that these endpoints serve. */
  public Map<Route, Endpoint> routes() {
    return Map.of(
        SuppressionRoute.CREATE_UNSUBSCRIBE, this::unsubscribe,
        SuppressionRoute.CREATE_BOUNCE, this::bounce,
        SuppressionRoute.WITHDRAW_SURVEY_REQUESTS, this::withdrawPending);
  }

  ApiReply unsubscribe(Call call) {
    return add(call, SuppressionReason.UNSUBSCRIBED);
  }

  ApiReply bounce(Call call) {
    return add(call, SuppressionReason.BOUNCED);
  }

  ApiReply withdrawPending(Call call) {
    Parameters.of(call.request().query()).finish();
    Project project = projectOf(call);
    PersonInPath name =
        PersonInPath.ofDeletion(call.parameter(), project.settings()::defaultCountry);
    Person person = namedPerson.find(project, name).orElseThrow(PersonEditor::notFound).person();
    surveyRequests.withdrawPending(project, person);
    return ApiReply.of(202, Map.of("ok", true));
  }

  private ApiReply add(Call call, SuppressionReason reason) {
    Fields fields = Fields.of(JsonBody.orForm(call, Limits.NOTE_BYTES));
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Optional<Identity> email = IdentityFields.email(fields, "person_email");
    if (email.isEmpty() && isEmpty(fields.any("person_email"))) {
      fields.reject("person_email", Rule.REQUIRED, "the person's e-mail address");
    }
    Optional<Instant> since = TimeField.read(fields, reason.apiName() + "_at", now);
    fields.finish();
    suppressionList.add(projectOf(call), email.orElseThrow(), reason, since.orElse(now));
    return ApiReply.ok(Map.of("ok", true));
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
