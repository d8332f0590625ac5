package dev.seveneight.local.template;

import java.io.Serial;

/**
 * The template has a construct that the local runner does not understand, or contradicts itself.
 * The message names the line and the path within the template.
 */
public final class TemplateException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message);
  }
}
