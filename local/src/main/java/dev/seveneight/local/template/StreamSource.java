package dev.seveneight.local.template;

import java.time.Duration;

/**
 * How a function is fed from a table's stream. Parallelization 1, retries and record age without
 * limit, no bisecting, no partial batch answers and a start at the trim horizon go without saying:
 * a template that says otherwise is refused, because the poller plays nothing else.
 *
 * @param function the logical id of the function
 * @param table the logical id of the table
 * @param batchSize the most records of one invocation
 * @param batchingWindow how long to wait for a batch to fill
 * @param tumblingWindow the length of the window that the event names; zero for none
 */
public record StreamSource(
    String function,
    String table,
    int batchSize,
    Duration batchingWindow,
    Duration tumblingWindow) {}
