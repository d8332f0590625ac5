/** Parses the parameters that several questions have, and reports each invalid one by name. */
package dev.seveneight.query.parameters;
