/** Days and ranges of time in requests and replies. */
package dev.seveneight.shared.time;
