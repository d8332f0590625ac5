/**
 * How files write times: as numbers, as ISO 8601, or by a pattern. Decides which formats are clear
 * enough to be read, and reads a cell or says why it cannot. Pure functions; this package uses only
 * the JDK.
 */
package dev.seveneight.ingest.times;
