/**
 * The system that is measured: the real functions on a store of this process, with a meter, a timer
 * or a client over HTTP before them, and made-up responses and stream events for them. May use the
 * tests' and the local server's code; knows nothing of single benches.
 */
package dev.seveneight.bench.system;
