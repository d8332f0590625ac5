/** The scores of a segment, row by row of a dimension, and the dimensions that a project has. */
package dev.seveneight.shared.numbers.rows;
