/**
 * What all storage classes need: attributes, update expressions, optimistic retries, batch reads,
 * the times that functions rely on. Storage classes are the only ones that speak DynamoDB.
 */
package dev.seveneight.shared.store;
