package dev.seveneight.bench.report;

/** A program that measures something. */
@FunctionalInterface
public interface BenchProgram {
  /** Measures, and adds tables, targets and faults to the report. */
  void run(Report report) throws Exception;
}
