/**
 * The whole system with everything at once: clients, interruptions, corrupt items and rebuilds; in
 * the end every number has to be right.
 */
package dev.seveneight.bench.soak;
