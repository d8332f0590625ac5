/** The log: one line for each request and each change, never with a payload. */
package dev.seveneight.shared.log;
