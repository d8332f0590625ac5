/**
 * Work that takes longer than one invocation: jobs, their steps, their leases in the store, and
 * what a step waits for. Knows nothing of what the steps do.
 */
package dev.seveneight.audit.jobs;
