package dev.seveneight.bench.soak;

import java.io.Serial;

/** A fault of the system, which ends the soak. */
final class SoakFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  SoakFailure(String message) {
    super(message);
  }
}
