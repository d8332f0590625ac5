/** The lists of responses, as JSON and as CSV. */
package dev.seveneight.query.responses;
