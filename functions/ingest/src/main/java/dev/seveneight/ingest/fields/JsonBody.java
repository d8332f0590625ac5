package dev.seveneight.ingest.fields;

import dev.seveneight.ingest.delighted.FormBody;
import dev.seveneight.shared.api.Call;
import dev.seveneight.shared.http.Problem;
import dev.seveneight.shared.http.RequestJson;
import dev.seveneight.shared.validation.Parameters;

/** Reads the body of a call that takes JSON and no parameters. */
public final class JsonBody {
  private static final String JSON = "application/json";

  private JsonBody() {}

  /**
   * The body, as plain maps, lists, strings, numbers and truth values.
   *
   * @param mostBytes how large it may be
   * @throws Problem if it is of another type, too large or no JSON, or if there are parameters
   */
  public static Object of(Call call, int mostBytes) {
    Parameters.of(call.request().query()).finish();
    call.request().requireMediaType(JSON);
    call.request().requireAtMost(mostBytes);
    return RequestJson.read(call.request().body());
  }

  /**
   * The same where an HTML form may stand for the JSON object.
   *
   * @throws Problem as above, and if the form cannot be read
   */
  public static Object orForm(Call call, int mostBytes) {
    // Programs that forget the type send JSON as a form; what they get to read is that.
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
