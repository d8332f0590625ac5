/**
 * How long functions take to start: processes under Lambda's runtime client, next to an empty
 * function and to the usual way of writing the same ({@code bench/usual}).
 */
package dev.seveneight.bench.cold;
