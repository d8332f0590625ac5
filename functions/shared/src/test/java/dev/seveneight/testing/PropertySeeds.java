package dev.seveneight.testing;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Gives every jqwik property a fixed seed, or that of {@code -Dseed}, and the number of tries that
 * {@link Tries} asks for. jqwik finds it as a service.
 */
public final class PropertySeeds implements AroundPropertyHook {
  private static final long FIXED = 78;

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    PropertyAttributes attributes = context.attributes();
    if (attributes.seed().isEmpty()) {
      attributes.setSeed(Long.toString(Thoroughness.givenSeed().orElse(FIXED)));
    }
    context
        .findAnnotation(Tries.class)
        .ifPresent(
            tries -> attributes.setTries(Thoroughness.count(tries.quick(), tries.thorough())));
    return property.execute();
  }
}
