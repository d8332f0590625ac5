/** What exists only because Delighted's clients call it: HTML forms, and the autopilot's 501. */
package dev.seveneight.ingest.delighted;
