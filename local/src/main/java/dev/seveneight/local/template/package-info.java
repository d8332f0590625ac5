/**
 * Reads template.yaml as far as it matters on one machine, and rejects what it does not understand.
 */
package dev.seveneight.local.template;
