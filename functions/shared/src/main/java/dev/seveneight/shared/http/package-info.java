/**
 * Requests, replies, errors and routes of the HTTP API. Knows nothing of responses or people, and
 * of the store only whether a failure is temporary.
 */
package dev.seveneight.shared.http;
