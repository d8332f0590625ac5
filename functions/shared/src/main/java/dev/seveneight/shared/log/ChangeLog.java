package dev.seveneight.shared.log;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes to a function's log who changed what: one line for each change, with the id of the key
 * that asked for it, the kind of thing and its id. Never the key, and never what the thing says.
 * Lambda adds the time and the invocation's id.
 *
 * <pre>change key=01m81rb9g20skrb06mkp6e51d4 project=acme action=create kind=response id=01m8...
 * </pre>
 *
 * <p>The log of an invocation belongs to the thread that works on it, so that every table notes its
 * writes, whatever the way to it. {@code Parallel} hands it on to its threads.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ChangeLog {
  /** Stands in the place of a key's id: somebody who may invoke the function with IAM. */
  public static final String OPERATOR = "operator";

  /** The same for what goes because it is older than personal things are kept. */
  public static final String RETENTION = "retention";

  /** The same for what goes because its person was erased. */
  public static final String ERASURE = "erasure";

  /** Outside an invocation there is nobody to note. */
  private static final ChangeLog SILENT = new ChangeLog(Optional.empty(), "");

  private static final ThreadLocal<ChangeLog> CURRENT = ThreadLocal.withInitial(() -> SILENT);

  /** What was done to a thing. */
  public enum Action {
    /** It is new. */
    CREATE,
    /** It says something else. */
    CHANGE,
    /** It is gone. */
    DELETE,
    /** It is gone, or will be within minutes, with all that belongs to it. */
    ERASE,
    /** What is personal in it is gone. */
    ANONYMIZE,
    /** It works no more. */
    REVOKE
  }

  private final Optional<LambdaLogger> logger;
  private final String key;

  private ChangeLog(Optional<LambdaLogger> logger, String key) {
    this.logger = logger;
    this.key = key;
  }

  /**
   * The log of an invocation.
   *
   * @param key the id of the key that asks, or what stands in its place
   */
  public static ChangeLog of(LambdaLogger logger, String key) {
    return new ChangeLog(Optional.of(logger), key);
  }

  /** The log of the invocation that this thread works on. */
  public static ChangeLog current() {
    return CURRENT.get();
  }

  /** Does some work, whose changes are noted here. */
  public <T> T during(Supplier<T> work) {
    ChangeLog before = CURRENT.get();
    CURRENT.set(this);
    try {
      return work.get();
    } finally {
      CURRENT.set(before);
    }
  }

  /** This log for changes that somebody else has asked for. */
  public ChangeLog by(String other) {
    return new ChangeLog(logger, other);
  }

  /** Notes a change that was written. */
  public void note(Action action, String project, String kind, String id) {
    write(action, project, kind, id, "");
  }

  /** Notes a change of which nobody knows whether it was written, because the store did not say. */
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
