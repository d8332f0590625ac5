/** How much the local server gets done, and whether it stays the same for minutes. */
package dev.seveneight.bench.load;
