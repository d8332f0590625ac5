/** Messages of the local runner to its user. */
package dev.seveneight.local.console;
