/** The operator's function for API keys: creates, lists and revokes them. */
package dev.seveneight.keys;
