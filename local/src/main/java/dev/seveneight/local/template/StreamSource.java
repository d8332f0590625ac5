package dev.seveneight.local.template;

import java.time.Duration;

/**
 * The delivery of a table's stream to a function. The other settings are fixed: parallelization 1,
 * retries and record age without limit, no bisecting, no partial batch replies, and a start at the
 * trim horizon. A template with another setting is rejected, because the local poller does not
 * implement it.
 *
 * @param function the logical id of the function
 * @param table the logical id of the table
 * @param batchSize the most records of one invocation
 * @param batchingWindow the longest wait for a full batch
 * @param tumblingWindow the length of the window that the event names; zero for no window
 */
public record StreamSource(
    String function,
    String table,
    int batchSize,
    Duration batchingWindow,
    Duration tumblingWindow) {}
