package dev.seveneight.aggregate;

import java.util.List;

/**
 * The records of one invocation, in the order of the stream. A window's last invocation may have
 * none. Immutable.
 *
 * @param records what changed
 */
record StreamBatch(List<StreamRecord> records) {
  StreamBatch {
    records = List.copyOf(records);
  }
}
