/** The bounded reports of a job: drift, invalid items and how many of them there are. */
package dev.seveneight.audit.reports;
