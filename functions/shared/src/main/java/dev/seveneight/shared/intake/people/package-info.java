/**
 * Takes people in: finds them by their identities, creates, changes and erases them, and keeps
 * their survey requests and suppressions.
 */
package dev.seveneight.shared.intake.people;
