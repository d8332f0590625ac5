package dev.seveneight.shared.segment.offence;

import dev.seveneight.query.QueryHandler;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Breaks the rules for what the functions share, so that their tests can show that they notice.
 *
 * @param item how a store has it
 * @param function who uses it
 */
public record DomainThatKnowsItsStore(AttributeValue item, QueryHandler function) {}
