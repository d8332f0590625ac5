/**
 * The function behind the API's {@code GET} routes. It writes nothing. Only this package knows all
 * rooms of the function.
 */
package dev.seveneight.query;
