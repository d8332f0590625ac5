package dev.seveneight.ingest.imports;

import dev.seveneight.shared.http.FieldError;
import dev.seveneight.shared.intake.responses.Submission;
import java.util.List;

/**
 * A row of a file that was read.
 *
 * @param line the line on which it begins
 * @param submission the request that it makes
 * @param leftOut what is wrong with values that the request does without
 */
record ImportedRow(long line, Submission submission, List<FieldError> leftOut) {}
