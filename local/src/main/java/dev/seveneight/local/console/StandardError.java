package dev.seveneight.local.console;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Reports errors to the runner's user. Standard output is for other messages. */
public final class StandardError {
  private StandardError() {}

  public static void report(String what) {
    System.err.println(what);
  }

  public static void report(String what, Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    System.err.println(what + ": " + text);
  }
}
