/**
 * The report on passives: how many there are, which segments have too many, and how the same people
 * responded later.
 */
package dev.seveneight.query.passives;
