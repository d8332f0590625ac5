/**
 * Judges by its name or its value whether a property identifies a person. Pure functions of texts:
 * they know no segments, no settings and no store, and judge the same text the same way for ever.
 */
package dev.seveneight.shared.segment.personal;
