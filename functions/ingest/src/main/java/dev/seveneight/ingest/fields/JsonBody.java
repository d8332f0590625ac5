package dev.seveneight.ingest.fields;

import dev.seveneight.ingest.delighted.FormBody;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.RequestJson;
import dev.seveneight.shared.validation.Parameters;

/** Reads the body of a call that accepts JSON and no parameters. */
public final class JsonBody {
  private static final String JSON = "application/json";

  private JsonBody() {}

  /**
   * Returns the body as plain maps, lists, strings, numbers and truth values.
   *
   * @param mostBytes the largest accepted size
   * @throws Problem if the body has another type, is too large or is not JSON, or if there are
   *     parameters
   */
  public static Object of(Call call, int mostBytes) {
    Parameters.of(call.request().query()).finish();
    call.request().requireMediaType(JSON);
    call.request().requireAtMost(mostBytes);
    return RequestJson.read(call.request().body());
  }

  /**
   * Returns the same for a call that also accepts an HTML form instead of the JSON object.
   *
   * @throws Problem as above, and if the form cannot be read
   */
  public static Object orForm(Call call, int mostBytes) {
    // Programs that do not set the content type send JSON with the type of a form. They get the
    // error messages for JSON.
    boolean isJson = call.request().body().stripLeading().startsWith("{");
    if (isJson || !call.request().isOfMediaType(FormBody.MEDIA_TYPE)) {
      return of(call, mostBytes);
    }
    Parameters.of(call.request().query()).finish();
    call.request().requireMediaType(FormBody.MEDIA_TYPE);
    call.request().requireAtMost(mostBytes);
    return FormBody.read(call.request().body());
  }
}
