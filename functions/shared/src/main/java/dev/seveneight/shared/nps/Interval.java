package dev.seveneight.shared.nps;

/**
 * A confidence interval.
 *
 * @param low its lower end, in the unit of what it is about
 * @param high its upper end
 * @param confidence how sure it is, between 0 and 1
 */
public record Interval(double low, double high, double confidence) {}
