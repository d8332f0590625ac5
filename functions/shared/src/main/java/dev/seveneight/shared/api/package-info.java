/**
 * The way from an event of the HTTP API to a reply: finds the route, checks the key and its scope,
 * calls the endpoint, turns failures into documented errors.
 */
package dev.seveneight.shared.api;
