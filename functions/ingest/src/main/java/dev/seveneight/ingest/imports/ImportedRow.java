package dev.seveneight.ingest.imports;

import dev.seveneight.shared.http.FieldError;
import dev.seveneight.shared.intake.responses.Submission;
import java.util.List;

/**
 * A row of a file that was read.
 *
 * @param line the line on which it begins
 * @param submission its request
 * @param leftOut the errors of the values that are missing in the request
 */
record ImportedRow(long line, Submission submission, List<FieldError> leftOut) {}
