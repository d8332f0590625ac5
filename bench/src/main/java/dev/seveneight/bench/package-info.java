/**
 * Programs that measure: one runner, {@link dev.seveneight.bench.Bench}, and a room for each bench.
 * The rooms {@code report} and {@code system} hold what several benches share; {@code warm} asks
 * the questions of {@code scale}.
 */
package dev.seveneight.bench;
