package dev.seveneight.bench;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.Capacity;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** Sums what requests consumed. Safe for use by several threads. */
final class Meter {
  private final Map<String, Double> writes = new TreeMap<>();
  private final Map<String, Double> indexWrites = new TreeMap<>();
  private final Map<String, Double> reads = new TreeMap<>();
  private long refused;

  /**
   * What was consumed.
   *
   * @param writes write units by table, its indexes included
   * @param indexWrites those of the indexes alone, by table
   * @param reads read units by table
   * @param refused how many writes failed their condition; they cost as well and say not how much
   */
  record Consumption(
      Map<String, Double> writes,
      Map<String, Double> indexWrites,
      Map<String, Double> reads,
      long refused) {
    /** Write units of a table and its indexes. */
    double writesTo(String table) {
      return writes.getOrDefault(table, 0.0);
    }

    /** Write units of a table's indexes. */
    double indexWritesTo(String table) {
      return indexWrites.getOrDefault(table, 0.0);
    }

    /** Read units of all tables. */
    double allReads() {
      return sum(reads);
    }

    /** Write units of all tables and their indexes. */
    double allWrites() {
      return sum(writes);
    }

    /**
     * This consumption.
     *
     * @throws IllegalStateException if a write was refused: then it is not the whole consumption
     */
    Consumption requireComplete() {
      if (refused > 0) {
        throw new IllegalStateException(refused + " writes failed their condition");
      }
      return this;
    }

    private static double sum(Map<String, Double> units) {
      return units.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  synchronized void read(ConsumedCapacity capacity) {
    reads.merge(capacity.tableName(), capacity.capacityUnits(), Double::sum);
  }

  /**
   * Adds a write.
   *
   * @param factor how many times its units it costs
   */
  synchronized void written(ConsumedCapacity capacity, int factor) {
    writes.merge(capacity.tableName(), factor * capacity.capacityUnits(), Double::sum);
    double inIndexes =
        capacity.globalSecondaryIndexes().values().stream()
            .mapToDouble(Capacity::capacityUnits)
            .sum();
    indexWrites.merge(capacity.tableName(), factor * inIndexes, Double::sum);
  }

  synchronized void refused() {
    refused++;
  }

  /** What was consumed since the last time that this was asked. */
  synchronized Consumption take() {
    Consumption taken =
        new Consumption(
            new TreeMap<>(writes), new TreeMap<>(indexWrites), new TreeMap<>(reads), refused);
    writes.clear();
    indexWrites.clear();
    reads.clear();
    refused = 0;
    return taken;
  }
}
