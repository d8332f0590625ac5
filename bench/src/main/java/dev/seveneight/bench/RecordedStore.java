package dev.seveneight.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.utils.IoUtils;

/**
 * Stands between the client of the store and the network. First it hands requests on and keeps the
 * answers; from {@link #replay} on it answers at once by itself, so that all that a function does
 * is measured, and the store is not. A request that was not recorded, which is a write with a new
 * id, gets what another of its kind got. Safe for use by several threads.
 */
final class RecordedStore implements SdkHttpClient {
  private static final String TARGET = "X-Amz-Target";

  private final SdkHttpClient network;
  private final Map<String, Recorded> byRequest = new HashMap<>();
  private final Map<String, Recorded> byTarget = new HashMap<>();
  private volatile boolean replaying;

  RecordedStore(SdkHttpClient network) {
    this.network = network;
  }

  private record Recorded(SdkHttpResponse head, SdkBytes body) {
    HttpExecuteResponse again() {
      return HttpExecuteResponse.builder()
          .response(head)
          .responseBody(AbortableInputStream.create(body.asInputStream()))
          .build();
    }
  }

  /** From now on nothing is sent any more. */
  void replay() {
    replaying = true;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return replaying ? replayed(request) : recorded(request);
      }

      @Override
      public void abort() {
        throw new UnsupportedOperationException("nothing takes so long here");
      }
    };
  }

  private HttpExecuteResponse replayed(HttpExecuteRequest request) {
    String target = target(request);
    Recorded known = byRequest.get(target + body(request));
    Recorded answer = known == null ? byTarget.get(target) : known;
    if (answer == null) {
      throw new IllegalStateException("nothing was recorded of " + target);
    }
    return answer.again();
  }

  private synchronized HttpExecuteResponse recorded(HttpExecuteRequest request) throws IOException {
    HttpExecuteResponse response = network.prepareRequest(request).call();
    SdkBytes body = SdkBytes.fromInputStream(response.responseBody().orElseThrow());
    Recorded recorded = new Recorded(response.httpResponse(), body);
    String target = target(request);
    // The first of two equal requests counts: who looks for a person finds none yet.
    byRequest.putIfAbsent(target + body(request), recorded);
    if (recorded.head().isSuccessful()) {
      byTarget.putIfAbsent(target, recorded);
    }
    return recorded.again();
  }

  private static String target(HttpExecuteRequest request) {
    return request.httpRequest().firstMatchingHeader(TARGET).orElseThrow();
  }

  private static String body(HttpExecuteRequest request) {
    try {
      return IoUtils.toUtf8String(request.contentStreamProvider().orElseThrow().newStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
