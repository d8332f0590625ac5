/** Runs the whole system on one machine. Test scope: nothing of it ships. */
package dev.seveneight.local;
