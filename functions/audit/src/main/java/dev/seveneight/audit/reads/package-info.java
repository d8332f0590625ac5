/** Consistent reads of the ledger, the tallies and their indexes, page by page. Decides nothing. */
package dev.seveneight.audit.reads;
