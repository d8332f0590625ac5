/**
 * The nightly work besides the audit: retention, marks and markers that are no longer needed, empty
 * tallies, lists of values, and erasures that stopped. Uses {@code jobs} and {@code reads}.
 */
package dev.seveneight.audit.upkeep;
