package dev.seveneight.query.offence;

import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Breaks the rule that only the store speaks DynamoDB, so that its test can show that it notices.
 *
 * @param query a request to DynamoDB
 */
public record RoomThatSpeaksDynamoDb(QueryRequest query) {}
