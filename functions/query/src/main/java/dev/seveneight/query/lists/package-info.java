/**
 * Lists: order, cursors, numbered pages, filters, and the walk over an index until a page is full.
 * Does not depend on what a list shows for an entry.
 */
package dev.seveneight.query.lists;
