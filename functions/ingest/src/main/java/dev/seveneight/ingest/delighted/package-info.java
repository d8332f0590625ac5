/** What exists only because Delighted's clients send it: HTML forms. */
package dev.seveneight.ingest.delighted;
