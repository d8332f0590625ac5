/**
 * The routes of the API, an enum per feature, each with the kind of caller that it needs. Knows
 * nothing of the endpoints.
 */
package dev.seveneight.shared.route;
