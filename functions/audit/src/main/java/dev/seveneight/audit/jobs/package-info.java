/**
 * Work that takes longer than one invocation: jobs, their steps, their leases in the store, and
 * their waits, among them for the ledger's stream. Does not depend on the content of the steps.
 */
package dev.seveneight.audit.jobs;
