/**
 * One spelling for each text. Two texts that look the same must be the same text: otherwise one
 * person is stored as two, and one value is counted as two. These rules run wherever text enters,
 * to be stored and to be searched for. Pure functions; this package uses only the JDK.
 */
package dev.seveneight.shared.text;
