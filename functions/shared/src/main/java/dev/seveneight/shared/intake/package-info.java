/**
 * The intake decides how responses and people become items of the ledger. This package holds the
 * limits and the changes that both have in common.
 */
package dev.seveneight.shared.intake;
