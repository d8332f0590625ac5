package dev.seveneight.query;

import dev.seveneight.shared.http.ApiAnswer;
import dev.seveneight.shared.http.Call;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.project.Trend;

/** The routes that answer with trends. */
final class TrendEndpoints {
  private final TrendTable trends;

  TrendEndpoints(TrendTable trends) {
    this.trends = trends;
  }

  /** All of them: there are at most {@value Trend#MOST}. */
  ApiAnswer list(Call call) {
    Parameters.of(call.request().query()).finish();
    return ApiAnswer.ok(trends.all(call.caller().project()).stream().map(Trend::toJson).toList());
  }

  ApiAnswer get(Call call) {
    Parameters.of(call.request().query()).finish();
    return trends
        .find(call.caller().project(), call.parameter())
        .map(trend -> ApiAnswer.ok(trend.toJson()))
        .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "there is no trend with this id"));
  }
}
