/** How every text is spelled, and encodings of texts. */
package dev.seveneight.shared.text;
