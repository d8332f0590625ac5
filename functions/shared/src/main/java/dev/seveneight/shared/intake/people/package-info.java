/**
 * Creates, changes and erases people, finds them by their identities, and keeps their survey
 * requests and the suppression list.
 */
package dev.seveneight.shared.intake.people;
