/**
 * The Net Promoter Score and its statistics: categories, counts, shares, intervals, expectation.
 * Pure functions with their sources.
 */
package dev.seveneight.shared.nps;
