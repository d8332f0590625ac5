package dev.seveneight.query;

import java.time.LocalDate;

/**
 * Whole days, from the first to the last.
 *
 * @param first the first day
 * @param last the last day, which is part of the range
 */
record DayRange(LocalDate first, LocalDate last) {}
