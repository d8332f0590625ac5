/** The steps between two responses of the same person. */
package dev.seveneight.query.transitions;
