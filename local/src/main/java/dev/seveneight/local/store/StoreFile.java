package dev.seveneight.local.store;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import java.io.File;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

/** Prepares the file in which DynamoDB Local keeps a store. */
final class StoreFile {
  /** Kept here, for a logger that nobody holds forgets its level. */
  private static final Logger SQLITE_LOG = Logger.getLogger("com.almworks.sqlite4java");

  private StoreFile() {}

  /**
   * Makes SQLite write ahead into a log, which it remembers in the file: one flush of the disk per
   * write in place of three. What is acknowledged is on the disk either way.
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
