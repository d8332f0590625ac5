/** What the local runner tells its user. */
package dev.seveneight.local.console;
