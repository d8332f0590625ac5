/**
 * Tests of differences between scores and shares, with corrections for many comparisons. Pure
 * functions with their sources.
 */
package dev.seveneight.shared.nps.difference;
