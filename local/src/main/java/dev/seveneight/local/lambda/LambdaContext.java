package dev.seveneight.local.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.seveneight.local.console.StandardError;
import dev.seveneight.local.template.FunctionDefinition;
import java.nio.charset.StandardCharsets;

/**
 * The context of one invocation, like the one that Lambda passes to a handler. The log goes to
 * standard error: warnings and errors, or with {@code -DlogLevel=INFO} also a line for each request
 * and each change.
 */
public final class LambdaContext implements Context {
  private final FunctionDefinition function;
  private final String requestId;
  private final long deadlineNanos;

  LambdaContext(FunctionDefinition function, String requestId) {
    this.function = function;
    this.requestId = requestId;
    this.deadlineNanos = System.nanoTime() + function.timeout().toNanos();
  }

  /**
   * Returns the lowest level that is logged.
   *
   * @throws IllegalArgumentException if the system property is not a level
   */
  public static LogLevel leastLevel() {
    return LogLevel.fromString(System.getProperty("logLevel", LogLevel.WARN.name()));
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + function.name();
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public String getFunctionName() {
    return function.name();
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:local:000000000000:function:" + function.name();
  }

  @Override
  public CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Math.max(0, (deadlineNanos - System.nanoTime()) / 1_000_000);
  }

  @Override
  public int getMemoryLimitInMB() {
    return 1024;
  }

  @Override
  public LambdaLogger getLogger() {
    return new StandardErrorLogger(function.name());
  }

  private record StandardErrorLogger(String function) implements LambdaLogger {
    private static final LogLevel LEAST = leastLevel();

    @Override
    public void log(String message, LogLevel level) {
      if (level == LogLevel.UNDEFINED || level.compareTo(LEAST) >= 0) {
        log(message);
      }
    }

    @Override
    public void log(String message) {
      StandardError.report(function + ": " + message.stripTrailing());
    }

    @Override
    public void log(byte[] message) {
      log(new String(message, StandardCharsets.UTF_8));
    }
  }
}
