/** Creates responses, each at most once, and changes and deletes them. */
package dev.seveneight.shared.intake.responses;
