/** The JSON of responses, people and settings, as all replies show them. */
package dev.seveneight.shared.reply;
