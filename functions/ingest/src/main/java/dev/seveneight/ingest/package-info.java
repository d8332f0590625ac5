/**
 * The function behind the API's write routes. Only this package knows all rooms of the function;
 * the decisions are in {@code shared.intake}.
 */
package dev.seveneight.ingest;
