package dev.seveneight.local.template;

import java.time.Duration;
import java.util.Map;

/**
 * A Lambda function of the template.
 *
 * @param name the logical id
 * @param handler the fully qualified name of the handler's class
 * @param timeout the longest time of one invocation
 * @param environment the environment variables, with local table names
 */
public record FunctionDefinition(
    String name, String handler, Duration timeout, Map<String, String> environment) {}
