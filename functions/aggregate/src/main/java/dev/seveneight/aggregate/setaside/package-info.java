/**
 * Notes records that cannot be counted, with their identity and the reason, before anything after
 * them is written. Uses the records of {@code stream} and the store.
 */
package dev.seveneight.aggregate.setaside;
