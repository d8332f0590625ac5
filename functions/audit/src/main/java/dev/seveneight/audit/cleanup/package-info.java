/**
 * Removes names and values from the dimensions of a project and restores them. Each is a change of
 * the lists and a rebuild. Uses {@code jobs} and {@code rebuild}.
 */
package dev.seveneight.audit.cleanup;
