/**
 * JSON as plain maps, lists, strings, numbers and truth values. Callers' numbers keep their digits.
 * Does not depend on HTTP.
 */
package dev.seveneight.shared.json;
