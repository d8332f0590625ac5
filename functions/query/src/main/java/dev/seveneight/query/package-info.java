/**
 * The function behind the API's {@code GET} routes. It writes nothing. Only this package depends on
 * all other packages of the function.
 */
package dev.seveneight.query;
