package dev.seveneight.query.offence;

import dev.seveneight.shared.segment.offence.OtherHalfOfCycle;

/** Depends on a package that depends on this one, so that a test can show that it notices. */
public record HalfOfCycle(OtherHalfOfCycle other) {}
