/**
 * The report on passives: how many there are, where there are too many of them, and what became of
 * them.
 */
package dev.seveneight.query.passives;
