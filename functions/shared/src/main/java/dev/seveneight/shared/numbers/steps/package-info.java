/** The steps between two responses of the same person, as the tallies count them. */
package dev.seveneight.shared.numbers.steps;
