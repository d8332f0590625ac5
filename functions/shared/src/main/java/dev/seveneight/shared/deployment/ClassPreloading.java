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
 * Loads classes for a first request on a second thread, while the first thread creates the store's
 * client. Loading classes takes most of the start time, and a second processor, if there is one,
 * would be idle meanwhile.
 *
 * <p>This class does not touch the SDK, because the first thread initializes the SDK's classes. Two
 * threads that initialize classes which depend on each other can wait for each other forever.
 */
final class ClassPreloading {
  private ClassPreloading() {}

  /** Starts the thread and returns immediately. */
  static void begin() {
    Thread thread = new Thread(ClassPreloading::load, "head-start");
    thread.setDaemon(true);
    thread.start();
  }

  /** Never throws. A missing class fails where it is used, with a message of its own. */
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
