package dev.seveneight.audit;

import dev.seveneight.testing.StoreInterference;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A store from which its function is cut off after a number of writes. */
public final class CrashingStore implements StoreInterference {
  private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);

  /** Lets so many writes through, and then nothing more. */
  public void crashAfter(int writes) {
    writesLeft.set(writes);
  }

  @Override
  public Object answer(DynamoDbRequest request, Sender sender) {
    boolean isWrite = request instanceof UpdateItemRequest || request instanceof PutItemRequest;
    if (isWrite ? writesLeft.getAndDecrement() <= 0 : writesLeft.get() < 0) {
      throw SdkClientException.create("cut off");
    }
    return sender.send();
  }
}
