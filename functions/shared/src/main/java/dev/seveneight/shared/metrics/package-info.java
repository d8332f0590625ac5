/** The metrics that functions publish, in CloudWatch's embedded format. */
package dev.seveneight.shared.metrics;
