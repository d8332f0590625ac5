package dev.seveneight.ingest.imports.times;

import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalUnit;
import java.time.temporal.UnsupportedTemporalTypeException;
import java.time.temporal.ValueRange;

/**
 * The number of a zone's name among the accepted names. This field is necessary because the JDK
 * returns the zone that it has picked for a name and not the name.
 */
enum ZoneNameField implements TemporalField {
  ZONE_NAME;

  @Override
  public TemporalUnit getBaseUnit() {
    return ChronoUnit.FOREVER;
  }

  @Override
  public TemporalUnit getRangeUnit() {
    return ChronoUnit.FOREVER;
  }

  @Override
  public ValueRange range() {
    return ValueRange.of(0, Integer.MAX_VALUE);
  }

  @Override
  public boolean isDateBased() {
    return false;
  }

  @Override
  public boolean isTimeBased() {
    return false;
  }

  @Override
  public boolean isSupportedBy(TemporalAccessor temporal) {
    return false;
  }

  @Override
  public ValueRange rangeRefinedBy(TemporalAccessor temporal) {
    return range();
  }

  @Override
  public long getFrom(TemporalAccessor temporal) {
    throw new UnsupportedTemporalTypeException("no date or time has a zone's name");
  }

  @Override
  public <R extends Temporal> R adjustInto(R temporal, long newValue) {
    throw new UnsupportedTemporalTypeException("no date or time has a zone's name");
  }
}
