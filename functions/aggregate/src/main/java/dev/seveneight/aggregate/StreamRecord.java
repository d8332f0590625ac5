package dev.seveneight.aggregate;

import java.util.Optional;

/**
 * One change of an item of the ledger. Items that are no responses, and what is left of deleted
 * ones, read as no image: they contribute nothing. Immutable.
 *
 * @param before the response before the change
 * @param after the response after it
 */
record StreamRecord(Optional<CountedResponse> before, Optional<CountedResponse> after) {}
