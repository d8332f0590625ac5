/** Reads fields and parameters, and collects one error for each rule that is broken. */
package dev.seveneight.shared.validation;
