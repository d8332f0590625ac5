package dev.seveneight.shared.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seveneight.shared.http.ClientOption;
import dev.seveneight.shared.http.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  @Test
  void shouldTakeTheSameValueGivenTwiceAsOne() {
    Parameters parameters =
        Parameters.of(
            "since=1772700000&per_page=100&since=1772700000&%70er_page=%3100&since=1772700000"
                + "&flag=true&flag=true");

    assertThat(parameters.text("since")).contains("1772700000");
    assertThat(parameters.integer("per_page", 1, 100)).hasValue(100);
    assertThat(parameters.flag("flag")).isTrue();
    parameters.finish();
  }

  @Test
  void shouldTakeTheSameSegmentGivenTwiceAsOne() {
    Parameters parameters =
        Parameters.of("segment[plan]=pro&segment%5Bplan%5D=pr%6F&segment[country]=DE");

    assertThat(parameters.keyed("segment")).isEqualTo(Map.of("plan", "pro", "country", "DE"));
    parameters.finish();
  }

  @ParameterizedTest
  @CsvSource({
    "expand=person&expand=notes&expand=person",
    "expand[]=person&expand[]=notes&expand[]=person",
    "expand[0]=person&expand[1]=notes&expand=person"
  })
  void shouldListEachOfSeveralValuesOnce(String query) {
    Parameters parameters = Parameters.of(query);

    assertThat(parameters.texts("expand")).isEqualTo(List.of("person", "notes"));
    parameters.finish();
  }

  @ParameterizedTest
  @CsvSource({"true, true", "True, true", "TRUE, true", "false, false", "False, false"})
  void shouldReadTruthValuesInAnyCase(String text, boolean value) {
    Parameters parameters = Parameters.of("dry_run=" + text);

    assertThat(parameters.optionalFlag("dry_run")).contains(value);
    parameters.finish();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0", "yes", "t", "TRUE."})
  void shouldReadNothingElseAsATruthValue(String text) {
    Parameters parameters = Parameters.of("dry_run=" + text);
    parameters.optionalFlag("dry_run");

    assertThatThrownBy(parameters::finish).isInstanceOf(Problem.class);
  }

  @ParameterizedTest
  @EnumSource
  void shouldIgnoreAnOptionOfDelightedsClients(ClientOption option) {
    for (String value : List.of("=True", "=", "", "=1&" + option.parameter() + "=2")) {
      Parameters.of(option.parameter() + value).finish();
    }
    Parameters other = Parameters.of(option.parameter() + "s=True");
    assertThatThrownBy(other::finish).isInstanceOf(Problem.class);
  }

  @ParameterizedTest
  @CsvSource({
    "since=1&since=2, since duplicate",
    "since=1&since=01, since duplicate",
    "since=1&since=, since duplicate",
    "segment[plan]=a&segment[plan]=b, segment[plan] duplicate",
    "nonsense=1&nonsense=1, nonsense unknown"
  })
  void shouldRejectDifferentValuesAndUnknownNames(String query, String error) {
    Parameters parameters = Parameters.of(query);
    parameters.text("since");
    parameters.keyed("segment");

    assertThatThrownBy(parameters::finish)
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.errors())
                    .extracting(each -> each.field() + " " + each.rule().code())
                    .containsExactly(error));
  }
}
