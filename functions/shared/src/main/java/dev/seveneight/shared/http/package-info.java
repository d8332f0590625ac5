/**
 * Requests, replies, errors and routes of the HTTP API. Knows nothing of responses, people or the
 * store.
 */
package dev.seveneight.shared.http;
