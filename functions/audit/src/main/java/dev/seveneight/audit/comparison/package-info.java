/**
 * The audit: compares the tallies and journeys of a project with its responses while responses keep
 * coming in, and changes nothing. Uses {@code jobs}, {@code reads} and {@code reports}.
 */
package dev.seveneight.audit.comparison;
