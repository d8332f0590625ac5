/**
 * The local stand-in for API Gateway and for the one call of Lambda's API that an operator needs.
 */
package dev.seveneight.local.http;
