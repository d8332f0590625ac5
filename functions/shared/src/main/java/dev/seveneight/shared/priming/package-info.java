/**
 * Primes a function before SnapStart takes its snapshot: real requests against a store that is
 * replaced, so that classes and connections are loaded.
 */
package dev.seveneight.shared.priming;
