/** The routes that describe a project: its settings, dimensions and trends. */
package dev.seveneight.query.project;
