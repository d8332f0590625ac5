package dev.seveneight.local.store;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import java.io.File;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

/** Prepares the file in which DynamoDB Local keeps a store. */
final class StoreFile {
  /** Referenced here, because a logger without a reference is collected and loses its level. */
  private static final Logger SQLITE_LOG = Logger.getLogger("com.almworks.sqlite4java");

  private StoreFile() {}

  /**
   * Makes SQLite use a write-ahead log, a setting that the file keeps. Each write then takes one
   * flush of the disk instead of three. Acknowledged writes are on the disk in both modes.
   */
  static void writeAhead(File file) {
    SQLITE_LOG.setLevel(Level.WARNING);
    try {
      SQLiteLibraryLoader.initialize();
    } catch (Exception e) {
      throw new IllegalStateException("SQLite's native library does not load", e);
    }
    SQLiteConnection connection = new SQLiteConnection(file);
    try {
      connection.open(true);
      connection.exec("PRAGMA journal_mode = WAL");
    } catch (SQLiteException e) {
      throw new IllegalStateException(file + " is not usable: " + e.getMessage(), e);
    } finally {
      connection.dispose();
    }
  }
}
