/**
 * The JSON of numbers that several replies have: shares, intervals, differences, and the question
 * that a reply repeats.
 */
package dev.seveneight.query.json;
