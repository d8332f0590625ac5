package dev.seveneight.shared.store;

import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One write of a transaction, which an {@link ItemTable} creates and {@link
 * ItemTable#writeTogether} makes. Immutable.
 *
 * @param request the part of the request to DynamoDB; only for classes of the store
 */
public record TableWrite(TransactWriteItem request) {}
