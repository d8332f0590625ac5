/**
 * What questions read and how long they take as a project grows from a thousand responses to a
 * million, next to counting rows in PostgreSQL.
 */
package dev.seveneight.bench.scale;
