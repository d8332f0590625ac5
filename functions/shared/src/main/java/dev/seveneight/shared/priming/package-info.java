/**
 * Primes a function before SnapStart takes its snapshot: real requests against the store of {@code
 * store.priming}, so that classes and connections are loaded.
 */
package dev.seveneight.shared.priming;
