package dev.seveneight.bench.cold;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A function that does nothing: no function starts faster. */
public final class EmptyHandler implements RequestStreamHandler {
  /** What it answers. */
  private static final byte[] ANSWER = {'{', '}'};

  @Override
  public void handleRequest(InputStream event, OutputStream reply, Context context)
      throws IOException {
    reply.write(ANSWER);
  }
}
