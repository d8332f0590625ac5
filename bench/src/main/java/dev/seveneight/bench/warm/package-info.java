/** What requests take in a warm function, without waiting for the store. */
package dev.seveneight.bench.warm;
