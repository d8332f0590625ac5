/**
 * The content of the ledger's items for tallies and journeys. One function, {@link
 * dev.seveneight.shared.image.ImageJudge}, reads an item into its {@link
 * dev.seveneight.shared.image.Image}, or reports what is wrong with it. The aggregate function and
 * the audit function both use it, so that they never disagree about an item. May use {@code
 * segment}, {@code tally}, {@code project}, {@code nps} and {@code ledger}; does not depend on a
 * store.
 */
package dev.seveneight.shared.image;
