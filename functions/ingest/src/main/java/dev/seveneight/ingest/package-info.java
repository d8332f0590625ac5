/**
 * The function behind the API's write routes. Only this package depends on all other packages of
 * the function. The decisions are in {@code shared.intake}.
 */
package dev.seveneight.ingest;
