/**
 * What responses cost: the write and read units that the real functions consume, and their prices.
 */
package dev.seveneight.bench.cost;
