package dev.seveneight.shared.nps;

/**
 * A confidence interval.
 *
 * @param low the lower end, in the unit of the measured number
 * @param high the upper end, in the same unit
 * @param confidence the confidence level, between 0 and 1
 */
public record Interval(double low, double high, double confidence) {}
