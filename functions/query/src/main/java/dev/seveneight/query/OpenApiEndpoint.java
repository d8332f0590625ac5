package dev.seveneight.query;

import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.api.Endpoint;
import dev.seveneight.shared.http.ApiReply;
import dev.seveneight.shared.route.OpenApiRoute;
import dev.seveneight.shared.route.Route;
import dev.seveneight.shared.validation.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The endpoint of the route that returns the description of all routes. */
final class OpenApiEndpoint {
  private static final String RESOURCE = "/openapi.yaml";

  /**
   * The media type of YAML.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9512">RFC 9512</a>
   */
  private static final String MEDIA_TYPE = "application/yaml";

  private OpenApiEndpoint() {}

  /** Returns the routes that this endpoint serves. */
  static Map<Route, Endpoint> routes() {
    return Map.of(OpenApiRoute.GET_OPEN_API, OpenApiEndpoint::reply);
  }

  static ApiReply reply(Call call) {
    Parameters.of(call.request().query()).finish();
    try (InputStream document = OpenApiEndpoint.class.getResourceAsStream(RESOURCE)) {
      return ApiReply.text(MEDIA_TYPE, new String(document.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
