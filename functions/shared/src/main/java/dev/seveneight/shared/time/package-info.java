/** Days and ranges of time, as callers ask for them and as replies are about them. */
package dev.seveneight.shared.time;
