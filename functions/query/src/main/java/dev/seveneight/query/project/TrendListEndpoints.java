package dev.seveneight.query.project;

import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.http.ErrorCode;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.project.Trend;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.TrendRoute;
import dev.seveneight.shared.store.project.TrendReading;
import dev.seveneight.shared.validation.Parameters;
import java.util.Map;

/** The endpoints of the routes that return trends. */
public final class TrendListEndpoints {
  private final TrendReading trends;

  public TrendListEndpoints(TrendReading trends) {
    this.trends = trends;
  }

  /** Returns the routes that these endpoints serve. */
  public Map<Route, Endpoint> routes() {
    return Map.of(
        TrendRoute.LIST_TRENDS, this::list,
        TrendRoute.GET_TREND, this::get);
  }

  /** Returns all trends. There are at most {@value Trend#MOST}. */
  ApiReply list(Call call) {
    Parameters.of(call.request().query()).finish();
    return ApiReply.ok(trends.all(call.caller().project()).stream().map(Trend::toJson).toList());
  }

  ApiReply get(Call call) {
    Parameters.of(call.request().query()).finish();
    return trends
        .find(call.caller().project(), call.parameter())
        .map(trend -> ApiReply.ok(trend.toJson()))
        .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "there is no trend with this id"));
  }
}
