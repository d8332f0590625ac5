package dev.seveneight.aggregate;

import dev.seveneight.aggregate.stream.SetAsideRecord;
import java.util.List;

/**
 * The result of folding a batch, as numbers of records. Immutable.
 *
 * @param taken all records of the batch
 * @param seenAgain records that a tally had counted before
 * @param talliesWritten the number of updates of tallies
 * @param setAside records that were set aside
 * @param notCounted of these, records that are missing in a tally or journey until a rebuild
 * @param noted the records that were set aside; if a tally rejects many, only the first of them
 */
record Folded(
    int taken,
    int seenAgain,
    int talliesWritten,
    int setAside,
    int notCounted,
    List<SetAsideRecord> noted) {}
