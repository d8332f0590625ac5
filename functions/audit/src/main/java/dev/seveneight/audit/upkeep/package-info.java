/**
 * The nightly work that is no audit: retention, marks and markers that nothing needs any more,
 * empty tallies, lists of values, erasures that stopped. Uses {@code jobs} and {@code reads}.
 */
package dev.seveneight.audit.upkeep;
