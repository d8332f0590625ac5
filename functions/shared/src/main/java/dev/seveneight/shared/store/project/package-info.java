/** The project table: projects, keys, settings, lists of values, trends, noted records. */
package dev.seveneight.shared.store.project;
