/**
 * Lists: order, cursors, numbered pages, filters, and the walk over an index until a page is full.
 * Knows nothing of what an entry shows.
 */
package dev.seveneight.query.lists;
