package dev.seveneight.query.json;

import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.Proportion;
import java.util.LinkedHashMap;
import java.util.Map;

/** How answers show a part of a whole: counted, as a share, and with the share's interval. */
public final class ShareJson {
  private ShareJson() {}

  /** A part whose whole stands beside it. */
  public static Map<String, Object> of(Proportion part, Confidence confidence) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", part.part());
    putShare(json, part, confidence);
    return json;
  }

  /** A part and what it is a part of. */
  public static Map<String, Object> withWhole(Proportion part, Confidence confidence) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", part.part());
    json.put("of", part.whole());
    putShare(json, part, confidence);
    return json;
  }

  private static void putShare(Map<String, Object> json, Proportion part, Confidence confidence) {
    json.put("share", NumberJson.orNull(part.share()));
    json.put("interval", part.interval(confidence).map(NumberJson::interval).orElse(null));
  }
}
