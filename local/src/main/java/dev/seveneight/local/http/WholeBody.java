package dev.seveneight.local.http;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Reads the whole body of a request as it arrives. No thread waits for it, so a client that sends
 * slowly takes no thread.
 */
final class WholeBody implements Runnable {
  /**
   * The most bytes that are read and discarded of a body that is too large, so that its client
   * reads the reply.
   */
  private static final long MOST_DISCARDED = 64L * 1024 * 1024;

  private final Content.Source source;
  private final int most;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private long discarded;

  private WholeBody(Content.Source source, int most) {
    this.source = source;
    this.most = most;
  }

  /**
   * Returns the body.
   *
   * @param most the most bytes that are kept; a longer body has this many
   */
  static CompletableFuture<byte[]> of(Content.Source source, int most) {
    WholeBody body = new WholeBody(source, most);
    body.run();
    return body.whole;
  }

  /** Reads the bytes that have arrived so far. */
  @Override
  public void run() {
    while (!whole.isDone()) {
      Content.Chunk chunk = source.read();
      if (chunk == null) {
        source.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        whole.completeExceptionally(chunk.getFailure());
        return;
      }
      keep(BufferUtil.toArray(chunk.getByteBuffer()));
      chunk.release();
      if (chunk.isLast() || discarded > MOST_DISCARDED) {
        whole.complete(content.toByteArray());
      }
    }
  }

  private void keep(byte[] bytes) {
    int kept = Math.min(bytes.length, most - content.size());
    content.write(bytes, 0, kept);
    discarded += bytes.length - kept;
  }
}
