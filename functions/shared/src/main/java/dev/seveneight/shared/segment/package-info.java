/**
 * Segments: the groups that a response is counted in, their keys, and the rules that decide which
 * names and values are counted. Pure functions.
 */
package dev.seveneight.shared.segment;
