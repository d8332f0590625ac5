package dev.seveneight.local;

import dev.seveneight.keys.KeyStore;
import dev.seveneight.local.store.LocalStore;
import dev.seveneight.local.template.Template;
import dev.seveneight.shared.project.ApiKey;
import dev.seveneight.shared.project.Scope;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.project.ProjectItemWriter;
import dev.seveneight.shared.store.project.ProjectTable;
import java.time.InstantSource;
import java.util.EnumSet;

/** The project that exists from the start: {@code demo}, with a publicly known key. */
final class DemoProject {
  static final String PROJECT = "demo";
  static final String KEY = "demo-key";

  private DemoProject() {}

  /** Creates the project, unless the store has it from an earlier run. */
  static void make(LocalStore store, Template template) {
    String table = template.function("KeysFunction").environment().get("PROJECT_TABLE");
    InstantSource clock = InstantSource.system();
    if (new ProjectTable(store.dynamo(), table, clock).callerOf(ApiKey.hash(KEY)).isEmpty()) {
      new KeyStore(
              new ItemTable(store.dynamo(), table),
              new ProjectItemWriter(store.dynamo(), table),
              clock)
          .put(PROJECT, "demonstration", EnumSet.allOf(Scope.class), KEY);
    }
  }
}
