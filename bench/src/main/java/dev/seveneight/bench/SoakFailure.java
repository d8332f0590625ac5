package dev.seveneight.bench;

import java.io.Serial;

/** The system did what it must not do. */
final class SoakFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  SoakFailure(String message) {
    super(message);
  }
}
