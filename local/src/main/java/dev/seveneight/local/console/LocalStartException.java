package dev.seveneight.local.console;

import java.io.Serial;

/** The system cannot start. The message tells the user the reason, in one line. */
public final class LocalStartException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public LocalStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
