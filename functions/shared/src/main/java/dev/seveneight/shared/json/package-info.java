/**
 * JSON as plain maps, lists, strings, numbers and truth values. Callers' numbers keep their digits.
 * Knows nothing of HTTP.
 */
package dev.seveneight.shared.json;
