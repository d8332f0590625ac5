/**
 * What every bench reports: tables in Markdown, figures with limits, and the part of a page of the
 * documentation that holds them. Knows nothing of what is measured.
 */
package dev.seveneight.bench.report;
