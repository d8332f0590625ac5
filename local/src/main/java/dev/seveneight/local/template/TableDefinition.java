package dev.seveneight.local.template;

import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/**
 * A table of the template. Its local name is its logical id.
 *
 * @param name the logical id
 * @param creation keys, indexes and stream, as a request to DynamoDB
 * @param expiry the attribute with the time at which an item expires, if the table has one
 */
public record TableDefinition(String name, CreateTableRequest creation, Optional<String> expiry) {}
