/** Routes that exist because Delighted's clients and connectors call them. */
package dev.seveneight.query.delighted;
