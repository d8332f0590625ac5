package dev.seveneight.shared.delighted;

import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.route.AutopilotRoute;
import dev.seveneight.shared.route.Route;
import java.util.Map;

/**
 * Answers 501 on the paths that set up Delighted's recurring sending, which is not implemented, and
 * says what to do instead.
 */
public final class AutopilotEndpoint implements Endpoint {
  /** The routes that would change the recurring sending. */
  public Map<Route, Endpoint> routes() {
    return Map.of(
        AutopilotRoute.CREATE_AUTOPILOT, this,
        AutopilotRoute.CHANGE_AUTOPILOT, this,
        AutopilotRoute.DELETE_AUTOPILOT, this);
  }

  @Override
  public ApiReply reply(Call call) {
    throw Problem.of(
        ErrorCode.NOT_IMPLEMENTED,
        "nothing is sent here: send the survey with your own mailer, and its answers to"
            + " POST /v1/survey_responses");
  }
}
