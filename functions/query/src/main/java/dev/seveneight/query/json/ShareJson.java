package dev.seveneight.query.json;

import dev.seveneight.shared.nps.Confidence;
import dev.seveneight.shared.nps.Proportion;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the JSON of a part of a whole: its count, its share, and the share's interval. */
public final class ShareJson {
  private ShareJson() {}

  /** Returns a part whose whole is next to it in the reply. */
  public static Map<String, Object> of(Proportion part, Confidence confidence) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", part.part());
    putShare(json, part, confidence);
    return json;
  }

  /** Returns a part together with its whole. */
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
