package dev.seveneight.shared.segment.offence;

import dev.seveneight.query.offence.HalfOfCycle;

/** See {@link HalfOfCycle}. */
public record OtherHalfOfCycle(HalfOfCycle half) {}
