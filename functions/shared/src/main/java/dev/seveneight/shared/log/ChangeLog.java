package dev.seveneight.shared.log;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes changes to a function's log: one line for each change, with the id of the key that
 * requested it, the kind of the changed thing and its id. It never writes the key or the content.
 * Lambda adds the time and the invocation's id.
 *
 * <pre>change key=01m81rb9g20skrb06mkp6e51d4 project=acme action=create kind=response id=01m8...
 * </pre>
 *
 * <p>The log of an invocation is bound to the thread that handles it. So every table can log its
 * writes, wherever they are called from. {@code Parallel} passes the log on to its threads.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ChangeLog {
  /** Replaces a key's id for an operator, who may invoke the function with IAM. */
  public static final String OPERATOR = "operator";

  /** Replaces a key's id for a change because personal data exceeded its retention period. */
  public static final String RETENTION = "retention";

  /** Replaces a key's id for a deletion because a person was erased. */
  public static final String ERASURE = "erasure";

  /** Writes nothing, because outside an invocation there is no log. */
  private static final ChangeLog SILENT = new ChangeLog(Optional.empty(), "");

  private static final ThreadLocal<ChangeLog> CURRENT = ThreadLocal.withInitial(() -> SILENT);

  /** The kind of a change. */
  public enum Action {
    /** The thing was created. */
    CREATE,
    /** The content was changed. */
    CHANGE,
    /** The thing was deleted. */
    DELETE,
    /** The thing was deleted with everything that belongs to it, or will be within minutes. */
    ERASE,
    /** The personal data was removed. */
    ANONYMIZE,
    /** The thing is no longer valid. */
    REVOKE
  }

  private final Optional<LambdaLogger> logger;
  private final String key;

  private ChangeLog(Optional<LambdaLogger> logger, String key) {
    this.logger = logger;
    this.key = key;
  }

  /**
   * Returns the log of an invocation.
   *
   * @param key the id of the key that requests the changes, or its replacement
   */
  public static ChangeLog of(LambdaLogger logger, String key) {
    return new ChangeLog(Optional.of(logger), key);
  }

  /** Returns the log of the invocation that this thread handles. */
  public static ChangeLog current() {
    return CURRENT.get();
  }

  /** Runs a task whose changes go to this log. */
  public <T> T during(Supplier<T> work) {
    ChangeLog before = CURRENT.get();
    CURRENT.set(this);
    try {
      return work.get();
    } finally {
      CURRENT.set(before);
    }
  }

  /** Returns this log for changes that another caller requested. */
  public ChangeLog by(String other) {
    return new ChangeLog(logger, other);
  }

  /** Logs a change that was written. */
  public void note(Action action, String project, String kind, String id) {
    write(action, project, kind, id, "");
  }

  /** Logs a change that may or may not have been written, because the store did not reply. */
  public void noteUncertain(Action action, String project, String kind, String id) {
    write(action, project, kind, id, " outcome=unknown");
  }

  private void write(Action action, String project, String kind, String id, String more) {
    logger.ifPresent(
        log ->
            log.log(
                "change key=%s project=%s action=%s kind=%s id=%s%s"
                    .formatted(
                        key, project, action.name().toLowerCase(Locale.ROOT), kind, id, more),
                LogLevel.INFO));
  }
}
