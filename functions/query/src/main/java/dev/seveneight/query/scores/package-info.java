/** The score of a segment, over time, by dimension and against another range. */
package dev.seveneight.query.scores;
