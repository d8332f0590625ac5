package dev.seveneight.aggregate;

import dev.seveneight.aggregate.stream.SetAsideRecord;
import java.util.List;

/**
 * What became of a batch. Immutable.
 *
 * @param taken records that it held
 * @param seenAgain those of them that some tally had counted before
 * @param talliesWritten updates of tallies
 * @param setAside those of them that were set aside
 * @param notCounted those of the latter that are missing in some tally or journey until a rebuild
 * @param noted what the records are that were set aside; of many that one tally refuses, the first
 */
record Folded(
    int taken,
    int seenAgain,
    int talliesWritten,
    int setAside,
    int notCounted,
    List<SetAsideRecord> noted) {}
