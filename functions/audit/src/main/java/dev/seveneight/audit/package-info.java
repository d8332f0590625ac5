/**
 * The operator's function: it audits, rebuilds and tidies up tallies, by hand and every night. Only
 * this package knows all rooms of the function.
 */
package dev.seveneight.audit;
