/**
 * Reads the times in files: number formats, ISO 8601 and patterns, with and without a zone. Does
 * not depend on responses.
 */
package dev.seveneight.ingest.imports.times;
