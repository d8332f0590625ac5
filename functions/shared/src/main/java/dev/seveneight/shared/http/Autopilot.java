package dev.seveneight.shared.http;

/**
 * Answers the paths under which Delighted sent surveys by itself, which nothing here does: says
 * what to do instead.
 */
public final class Autopilot implements Endpoint {
  @Override
  public ApiAnswer answer(Call call) {
    throw Problem.of(
        ErrorCode.NOT_IMPLEMENTED,
        "nothing is sent here: send the survey with your own mailer, and its answers to"
            + " POST /v1/survey_responses");
  }
}
