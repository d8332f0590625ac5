package dev.seveneight.local.lambda;

import java.io.Serial;

/** An invocation of a function came to no good end: an exception, a timeout, too long an answer. */
public final class FunctionFailedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public FunctionFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
