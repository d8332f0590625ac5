/** Reads HTML forms, which only Delighted's clients send. */
package dev.seveneight.ingest.delighted;
