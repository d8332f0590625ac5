package dev.seveneight.query.scores;

import dev.seveneight.shared.numbers.Question;
import dev.seveneight.shared.numbers.ScoreTally;
import java.util.Optional;

/**
 * The score of a segment. Immutable. {@link ScoreReportJson} writes it.
 *
 * @param question the checked request
 * @param scores the scores of the range
 * @param people the people who gave the responses, if requested
 * @param change the change since another range, if requested
 */
record ScoreReport(
    Question question,
    ScoreTally scores,
    Optional<PeopleBehindScores> people,
    Optional<ScoreChange> change) {}
