/** Sends the records of a table's stream to functions, like Lambda's poller. */
package dev.seveneight.local.stream;
