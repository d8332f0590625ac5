package dev.seveneight.shared.priming;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The context of a priming request. Keeps the log lines, for the case that the request fails. */
final class PrimingInvocation implements Context {
  private static final int MILLISECONDS_LEFT = 10_000;

  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

  /** What the function logged. */
  String log() {
    return String.join("\n", lines);
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        lines.add(message);
      }

      @Override
      public void log(byte[] message) {
        lines.add(new String(message, StandardCharsets.UTF_8));
      }
    };
  }

  @Override
  public String getAwsRequestId() {
    return "priming";
  }

  @Override
  public String getLogGroupName() {
    return "priming";
  }

  @Override
  public String getLogStreamName() {
    return "priming";
  }

  @Override
  public String getFunctionName() {
    return "priming";
  }

  @Override
  public String getFunctionVersion() {
    return "priming";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "priming";
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
    return MILLISECONDS_LEFT;
  }

  @Override
  public int getMemoryLimitInMB() {
    return 0;
  }
}
