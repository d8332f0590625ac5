package dev.seveneight.local.lambda;

import java.io.Serial;

/** An invocation of a function failed: an exception, a timeout, or a reply that is too large. */
public final class FunctionFailedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public FunctionFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
