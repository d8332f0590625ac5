package dev.seveneight.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How often a jqwik property is tried. For properties that use a store, which makes each try slow.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Tries {
  /** In the quick build. */
  int quick();

  /** With {@code -Pthorough}. */
  int thorough();
}
