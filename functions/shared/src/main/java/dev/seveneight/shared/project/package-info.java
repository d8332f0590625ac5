/** Projects, their settings, keys, scopes and secrets, as immutable records. */
package dev.seveneight.shared.project;
