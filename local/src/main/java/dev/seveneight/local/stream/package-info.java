/** Feeds functions from a table's stream as Lambda's poller does. */
package dev.seveneight.local.stream;
