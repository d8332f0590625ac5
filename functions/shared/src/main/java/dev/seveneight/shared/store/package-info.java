/**
 * The shared parts of all storage classes: attributes, update expressions, optimistic retries,
 * batch reads, and the times that functions rely on. Only storage classes speak DynamoDB.
 */
package dev.seveneight.shared.store;
