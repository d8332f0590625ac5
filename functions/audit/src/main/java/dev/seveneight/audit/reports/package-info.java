/** The bounded reports of a job: drift, invalid items, and their numbers. */
package dev.seveneight.audit.reports;
