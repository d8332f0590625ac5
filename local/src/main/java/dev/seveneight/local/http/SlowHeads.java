package dev.seveneight.local.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Cuts off clients that send the head of a request byte by byte: never silent for long, and never
 * done. Looks at each connection from time to time, without a thread for it.
 */
public final class SlowHeads implements Connection.Listener {
  private final ServerConnector connector;
  private final Duration betweenLooks;

  private SlowHeads(ServerConnector connector, Duration betweenLooks) {
    this.connector = connector;
    this.betweenLooks = betweenLooks;
  }

  /** Watches the connections of a connector, which has not started yet. */
  public static void cutOff(ServerConnector connector, Duration betweenLooks) {
    connector.addBean(new SlowHeads(connector, betweenLooks));
  }

  @Override
  public void onOpened(Connection connection) {
    lookLater(new Look(connection.getBytesIn(), connection.getMessagesIn(), false), connection);
  }

  /**
   * What a look found.
   *
   * @param bytes how many bytes had come
   * @param heads how many heads were complete
   * @param isSuspect whether bytes had come since the look before, and no head was completed
   */
  private record Look(long bytes, long heads, boolean isSuspect) {
    Look next(Connection connection) {
      long bytesNow = connection.getBytesIn();
      long headsNow = connection.getMessagesIn();
      // What comes while a request is at work is its body, which has a limit of its own.
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
      // The same head at two looks; one look may hit any head in the middle.
      connection.getEndPoint().close();
    } else {
      lookLater(now, connection);
    }
  }
}
