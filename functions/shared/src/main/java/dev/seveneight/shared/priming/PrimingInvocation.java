package dev.seveneight.shared.priming;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An invocation that nobody made. What it logs is kept, for the case that it fails. */
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
    return "rehearsal";
  }

  @Override
  public String getLogGroupName() {
    return "rehearsal";
  }

  @Override
  public String getLogStreamName() {
    return "rehearsal";
  }

  @Override
  public String getFunctionName() {
    return "rehearsal";
  }

  @Override
  public String getFunctionVersion() {
    return "rehearsal";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "rehearsal";
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
