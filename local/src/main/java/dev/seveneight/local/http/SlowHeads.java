package dev.seveneight.local.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Closes connections of clients that send the head of a request byte by byte, never silent for long
 * and never done. Examines each connection at intervals, without a thread for each.
 */
public final class SlowHeads implements Connection.Listener {
  private final ServerConnector connector;
  private final Duration betweenLooks;

  private SlowHeads(ServerConnector connector, Duration betweenLooks) {
    this.connector = connector;
    this.betweenLooks = betweenLooks;
  }

  /** Watches the connections of a connector that has not started yet. */
  public static void cutOff(ServerConnector connector, Duration betweenLooks) {
    connector.addBean(new SlowHeads(connector, betweenLooks));
  }

  @Override
  public void onOpened(Connection connection) {
    lookLater(new Look(connection.getBytesIn(), connection.getMessagesIn(), false), connection);
  }

  /**
   * The state of a connection when it was examined.
   *
   * @param bytes the number of bytes received
   * @param heads the number of complete heads
   * @param isSuspect whether bytes had arrived since the previous look, and no head was completed
   */
  private record Look(long bytes, long heads, boolean isSuspect) {
    Look next(Connection connection) {
      long bytesNow = connection.getBytesIn();
      long headsNow = connection.getMessagesIn();
      // Bytes that arrive during a request are its body, which has a limit of its own.
      boolean isAtWork = headsNow > connection.getMessagesOut();
      return new Look(bytesNow, headsNow, bytesNow > bytes && headsNow == heads && !isAtWork);
    }
  }

  private void lookLater(Look last, Connection connection) {
    connector
        .getScheduler()
        .schedule(() -> look(last, connection), betweenLooks.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(Look last, Connection connection) {
    if (!connection.getEndPoint().isOpen()) {
      return;
    }
    Look now = last.next(connection);
    if (last.isSuspect() && now.isSuspect()) {
      // Two looks found the same incomplete head. A single look may find any head in the middle.
      connection.getEndPoint().close();
    } else {
      lookLater(now, connection);
    }
  }
}
