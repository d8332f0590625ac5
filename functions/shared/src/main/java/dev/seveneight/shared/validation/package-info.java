/** Reads fields and parameters, and collects one error for each broken rule. */
package dev.seveneight.shared.validation;
