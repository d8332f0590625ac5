/** The routes that change the settings and the trends of a project. */
package dev.seveneight.ingest.settings;
