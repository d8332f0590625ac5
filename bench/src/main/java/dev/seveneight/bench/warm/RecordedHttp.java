package dev.seveneight.bench.warm;

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
 * An HTTP client for the client of the store. First it forwards requests and records the replies;
 * after {@link #replay} it returns recorded replies at once, so that everything that a function
 * does is measured and the store is not. A request that was not recorded is a write with a new id,
 * and gets the reply of another request of its kind. Safe for use by several threads.
 */
final class RecordedHttp implements SdkHttpClient {
  private static final String TARGET = "X-Amz-Target";

  private final SdkHttpClient network;
  private final Map<String, Recorded> byRequest = new HashMap<>();
  private final Map<String, Recorded> byTarget = new HashMap<>();
  private volatile boolean replaying;

  RecordedHttp(SdkHttpClient network) {
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

  /** Stops forwarding. */
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
        throw new UnsupportedOperationException("no request takes so long");
      }
    };
  }

  private HttpExecuteResponse replayed(HttpExecuteRequest request) {
    String target = target(request);
    Recorded known = byRequest.get(target + body(request));
    Recorded answer = known == null ? byTarget.get(target) : known;
    if (answer == null) {
      throw new IllegalStateException("no request was recorded of " + target);
    }
    return answer.again();
  }

  private synchronized HttpExecuteResponse recorded(HttpExecuteRequest request) throws IOException {
    HttpExecuteResponse response = network.prepareRequest(request).call();
    SdkBytes body = SdkBytes.fromInputStream(response.responseBody().orElseThrow());
    Recorded recorded = new Recorded(response.httpResponse(), body);
    String target = target(request);
    // The first of two equal requests counts: the person that it looks for does not exist yet.
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
