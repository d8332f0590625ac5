/** Where a function runs: environment variables, clients, metrics and clock. */
package dev.seveneight.shared.deployment;
