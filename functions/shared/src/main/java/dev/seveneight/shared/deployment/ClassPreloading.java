package dev.seveneight.shared.deployment;

import dev.seveneight.shared.json.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;

/**
 * Loads on a second thread what a first request needs, while the first thread makes the store's
 * client. Loading classes is most of a start, and where there is a second processor it is idle
 * meanwhile.
 *
 * <p>Nothing of the SDK is touched here: two threads that initialize classes which need one another
 * can wait for each other for ever, and the first thread initializes those of the SDK.
 */
final class ClassPreloading {
  private ClassPreloading() {}

  /** Begins; returns at once. */
  static void begin() {
    Thread thread = new Thread(ClassPreloading::load, "head-start");
    thread.setDaemon(true);
    thread.start();
  }

  /** Throws nothing: what is missing here fails where it is used, and says so there. */
  private static void load() {
    try {
      SSLContext.getInstance("TLS").init(null, null, null);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[1], "HmacSHA256"));
      mac.doFinal(new byte[1]);
    } catch (GeneralSecurityException e) {
      return;
    }
    byte[] event = Json.write(Map.of("a", 1, "b", true)).getBytes(StandardCharsets.UTF_8);
    Json.readTrusted(new ByteArrayInputStream(event));
    Json.read("[1, \"a\"]");
  }
}
