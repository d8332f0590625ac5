package dev.seveneight.query;

import dev.seveneight.shared.http.ApiAnswer;
import dev.seveneight.shared.http.Call;
import dev.seveneight.shared.http.Endpoint;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Parameters;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.Route;
import dev.seveneight.shared.http.TrendRoute;
import dev.seveneight.shared.project.Trend;
import java.util.Map;

/** The routes that answer with trends. */
final class TrendEndpoints {
  private final TrendTable trends;

  TrendEndpoints(TrendTable trends) {
    this.trends = trends;
  }

  /** The routes that these endpoints serve. */
  Map<Route, Endpoint> routes() {
    return Map.of(
        TrendRoute.LIST_TRENDS, this::list,
        TrendRoute.GET_TREND, this::get);
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
