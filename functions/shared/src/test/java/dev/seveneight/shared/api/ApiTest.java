package dev.seveneight.shared.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.local.StoreExtension;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.route.TrendRoute;
import dev.seveneight.shared.store.project.ProjectTable;
import dev.seveneight.testing.TestClock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApiTest {
  @RegisterExtension static final StoreExtension store = new StoreExtension();

  @Test
  void shouldNotLetTwoFeaturesServeTheSameRoute() {
    ProjectTable projects =
        new ProjectTable(store.dynamo(), "ProjectTable", TestClock.at("2026-03-05T12:00:00Z"));
    Map<Route, Endpoint> feature = Map.of(TrendRoute.LIST_TRENDS, call -> ApiReply.ok(List.of()));

    assertThatThrownBy(() -> new Api(projects, List.of(feature, feature)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two features serve LIST_TRENDS");
  }
}
