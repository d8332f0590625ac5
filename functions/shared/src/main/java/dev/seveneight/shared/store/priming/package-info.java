/**
 * The store that a function uses while it is primed. Lets no write through, and reads return the
 * items of a made-up project.
 */
package dev.seveneight.shared.store.priming;
