package dev.seveneight.local.console;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Where the runner tells its user what went wrong; standard output is for what went well. */
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
