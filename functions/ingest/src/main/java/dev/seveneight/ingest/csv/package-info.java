/**
 * Files of comma-separated values as people have them: which character separates the columns, what
 * the columns are called, where each row begins, and when two files are the same. Knows nothing of
 * responses. Pure functions.
 */
package dev.seveneight.ingest.csv;
