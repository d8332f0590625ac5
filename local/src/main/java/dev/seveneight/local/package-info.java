/** Runs the whole system on one machine. It has test scope, so it is never deployed. */
package dev.seveneight.local;
