package dev.seveneight.local;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Where the runner tells its user what went wrong; standard output is for what went well. */
final class StandardError {
  private StandardError() {}

  static void report(String what) {
    System.err.println(what);
  }

  static void report(String what, Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    System.err.println(what + ": " + text);
  }
}
