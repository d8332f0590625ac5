/** DynamoDB Local in this process, with the tables of the template, in memory or in a folder. */
package dev.seveneight.local.store;
