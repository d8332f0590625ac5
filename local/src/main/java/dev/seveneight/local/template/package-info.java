/**
 * Reads the parts of template.yaml that matter on one machine, and rejects anything that it does
 * not understand.
 */
package dev.seveneight.local.template;
