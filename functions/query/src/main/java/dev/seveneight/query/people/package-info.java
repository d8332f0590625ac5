/** The lists of people, their standings and journeys, and the suppression lists. */
package dev.seveneight.query.people;
