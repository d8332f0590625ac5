package dev.seveneight.shared.segment;

/** Where a response is counted because of a value. */
public enum ValuePlace {
  /** In the segment of the value. */
  ITSELF,
  /** In the dimension's segment of all values beyond the cap. */
  OTHER,
  /** In no segment of the dimension. */
  NOWHERE
}
