package dev.seveneight.bench.cost;

/**
 * List prices in US dollars for us-east-1, as of the end of 2024. Prices of other regions differ;
 * put your own here.
 */
final class Prices {
  static final String AS_OF = "us-east-1, end of 2024";

  static final double MILLION_WRITE_UNITS = 0.625;
  static final double MILLION_READ_UNITS = 0.125;
  static final double MILLION_API_REQUESTS = 1.00;
  static final double MILLION_INVOCATIONS = 0.20;
  static final double GIGABYTE_SECOND = 0.0000166667;

  private Prices() {}

  /** The price of invocations with 1,024 MB for a million responses. */
  static double lambda(double invocationsPerResponse, double secondsEach) {
    return invocationsPerResponse * MILLION_INVOCATIONS
        + invocationsPerResponse * 1_000_000 * secondsEach * GIGABYTE_SECOND;
  }
}
