/**
 * The shared parts of all storage classes: tables, queries, update expressions, optimistic retries,
 * batch reads, failures, and the times that functions rely on. Only this package and those below it
 * speak DynamoDB. Other classes say what they read and write, and know only the value of an
 * attribute.
 */
package dev.seveneight.shared.store;
