package dev.seveneight.local.console;

import java.io.Serial;

/** The system cannot start; the message tells the user why, in one line. */
public final class LocalStartException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public LocalStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
