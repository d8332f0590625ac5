package dev.seveneight.shared.segment.offence;

import dev.seveneight.query.QueryHandler;
import dev.seveneight.shared.json.WrittenNumber;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Breaks the rules for what the functions share, so that their tests can show that they notice.
 *
 * @param item how a store has it
 * @param json how a request has it
 * @param function who uses it
 */
public record DomainThatKnowsItsStore(
    AttributeValue item, WrittenNumber json, QueryHandler function) {}
