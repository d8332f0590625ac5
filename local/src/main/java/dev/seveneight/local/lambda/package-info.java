/**
 * Runs a handler as Lambda does: with a time limit and limits on the sizes of request and reply.
 */
package dev.seveneight.local.lambda;
