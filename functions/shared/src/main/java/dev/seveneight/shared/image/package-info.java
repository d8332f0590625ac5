/**
 * What an item of the ledger says to the tallies and journeys. One function, {@link
 * dev.seveneight.shared.image.ImageJudge}, reads an item into its {@link
 * dev.seveneight.shared.image.Image}, or says what is wrong with it; the function that counts and
 * the one that audits both use it, so that they never disagree about an item. May use {@code
 * segment}, {@code tally}, {@code project}, {@code nps} and {@code ledger}; knows no store.
 */
package dev.seveneight.shared.image;
