package dev.seveneight.histories;

import dev.seveneight.testing.StoreInterference;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * What happens to one invocation: it may die right after one of its writes, and other things may
 * happen right before one of them.
 */
final class Trouble implements StoreInterference {
  /** The invocation died. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;

    Crash() {
      super("the invocation died", null, false, false);
    }
  }

  /** So many writes of one invocation mean that it goes round in circles. */
  private static final int TOO_MANY = 20_000;

  private final int crashAfter;
  private final Map<Integer, Runnable> before = new TreeMap<>();
  private int writes;
  private int calls;
  private boolean dead;

  private Trouble(int crashAfter) {
    this.crashAfter = crashAfter;
  }

  /** An invocation that nothing happens to. */
  static Trouble none() {
    return new Trouble(0);
  }

  /** An invocation that dies right after its write of this number, from 1. */
  static Trouble crashAfter(int write) {
    return new Trouble(write);
  }

  /** Something else happens right before the write of this number, from 1. */
  Trouble before(int write, Runnable happening) {
    before.put(write, happening);
    return this;
  }

  /** How many writes were made. */
  int writes() {
    return writes;
  }

  @Override
  public Object answer(DynamoDbRequest request, Sender sender) {
    if (dead) {
      throw new Crash();
    }
    if (++calls > TOO_MANY) {
      throw new AssertionError("the invocation does not come to an end");
    }
    if (!isWrite(request)) {
      return sender.send();
    }
    writes++;
    int write = writes;
    Runnable happening = before.remove(write);
    if (happening != null) {
      happening.run();
    }
    Object answer;
    try {
      answer = sender.send();
    } finally {
      dead = write == crashAfter;
    }
    if (dead) {
      throw new Crash();
    }
    return answer;
  }

  private static boolean isWrite(DynamoDbRequest request) {
    return request instanceof UpdateItemRequest
        || request instanceof PutItemRequest
        || request instanceof DeleteItemRequest
        || request instanceof TransactWriteItemsRequest;
  }
}
