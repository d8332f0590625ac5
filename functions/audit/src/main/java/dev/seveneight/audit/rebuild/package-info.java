/**
 * The rebuild: moves the responses and journeys of a project into the next epoch and removes what
 * older epochs still hold. Uses {@code jobs}, {@code reads} and {@code reports}.
 */
package dev.seveneight.audit.rebuild;
