/** Runs a handler like Lambda: with a time limit and limits on the sizes of request and reply. */
package dev.seveneight.local.lambda;
