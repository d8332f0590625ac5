/** What several functions have only because Delighted's clients call it. */
package dev.seveneight.shared.delighted;
