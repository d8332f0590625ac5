package dev.seveneight.query.scores;

import dev.seveneight.shared.numbers.Bucket;
import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.Series;
import java.util.List;
import java.util.OptionalInt;

/**
 * The score of a segment over time. Immutable. {@link SeriesJson} writes it.
 *
 * @param question the checked request
 * @param bucket the length of the buckets
 * @param rolling the length of the rolling window in days; empty without a window
 * @param pieces the scores of the buckets, in the order of time
 */
record SeriesReport(
    Question question, Bucket bucket, OptionalInt rolling, List<Series.Piece> pieces) {}
