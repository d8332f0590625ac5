package dev.seveneight.shared.store.project;

import static dev.seveneight.shared.store.Attributes.flag;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.project.Project;
import dev.seveneight.shared.project.ProjectSecret;
import dev.seveneight.shared.project.Settings;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.ItemUpdate;
import dev.seveneight.shared.store.WriteCondition;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Makes all writes of a project's main item: its secret, its settings and their version, whether
 * its time zone is fixed, and the epoch in which new responses are counted. {@link ProjectTable}
 * reads the item. Safe for use by several threads.
 */
public final class ProjectItemWriter {
  private static final String SETTINGS_VERSION = "settings_version";
  private static final String TIME_ZONE_FIXED = "time_zone_fixed";
  private static final String EPOCH = "epoch";

  /** The time zone is the one that was read. */
  private static final WriteCondition HAS_TIME_ZONE =
      WriteCondition.of("settings.time_zone = :zone");

  /** The settings are those that were read. */
  private static final WriteCondition HAS_SETTINGS_VERSION =
      WriteCondition.of("settings_version = :version");

  /**
   * The project still has responses, or still has no response, as when it was read. The first
   * response fixes the time zone. From then on a change of settings leaves existing responses
   * counted as they were.
   */
  private static final WriteCondition HAS_RESPONSES_AS_READ =
      WriteCondition.of("time_zone_fixed = :fixed");

  /** The epoch is an earlier one. */
  private static final WriteCondition HAS_EARLIER_EPOCH = WriteCondition.of("epoch < :epoch");

  private final ItemTable projects;

  /** Writes to the table of projects. */
  public ProjectItemWriter(DynamoDbClient dynamo, String table) {
    this.projects = new ItemTable(dynamo, table);
  }

  /**
   * Creates a project.
   *
   * @param createdAt the time, in seconds since 1970
   * @return false if a project of this name exists already; it keeps its own secret
   */
  public boolean create(String id, ProjectSecret secret, long createdAt) {
    return projects
        .put(ProjectTable.newItem(id, secret, createdAt), WriteCondition.IS_NEW)
        .isWritten();
  }

  /**
   * Fixes the time zone, if it is still the one that was read.
   *
   * @return whether this call fixed it
   */
  public boolean fixTimeZone(Project read) {
    return projects
        .update(
            update(read.id())
                .set(TIME_ZONE_FIXED, flag(true))
                .onlyIf(HAS_TIME_ZONE.with(":zone", text(read.settings().timeZone().getId()))))
        .isWritten();
  }

  /**
   * Saves settings, if neither their version nor whether the project has responses has changed
   * since the read.
   *
   * @return whether they are saved
   */
  public boolean saveSettings(Project read, Settings after) {
    ItemUpdate update =
        update(read.id())
            .set("settings", ProjectTable.settingsValue(after))
            .set(SETTINGS_VERSION, number(read.settingsVersion() + 1))
            .onlyIf(hasVersion(read.settingsVersion()))
            .onlyIf(HAS_RESPONSES_AS_READ.with(":fixed", flag(read.timeZoneFixed())));
    if (read.timeZoneFixed() && read.settings().segmentsDifferFrom(after)) {
      update.set(ProjectTable.STALE_SETTINGS, flag(true));
    }
    return projects.update(update).isWritten();
  }

  /**
   * Raises the epoch in which new responses are counted, unless it is this or a later one already.
   */
  public void raiseEpoch(String project, long epoch) {
    projects.update(
        update(project)
            .set(EPOCH, number(epoch))
            .onlyIf(HAS_EARLIER_EPOCH.with(":epoch", number(epoch))));
  }

  /**
   * Notes that all responses are segmented by this version of the settings, unless the settings
   * have changed since.
   */
  public void segmentedBy(String project, long settingsVersion) {
    projects.update(
        update(project).remove(ProjectTable.STALE_SETTINGS).onlyIf(hasVersion(settingsVersion)));
  }

  /**
   * Notes that existing responses are not segmented as new ones would be. Raises the version of the
   * settings, so that a rebuild that began earlier does not clear this note at its end.
   */
  public void markStale(String project) {
    projects.update(
        update(project)
            .set(ProjectTable.STALE_SETTINGS, flag(true))
            .add(SETTINGS_VERSION, number(1))
            .onlyIf(WriteCondition.IS_THERE));
  }

  private static WriteCondition hasVersion(long settingsVersion) {
    return HAS_SETTINGS_VERSION.with(":version", number(settingsVersion));
  }

  private static ItemUpdate update(String project) {
    Map<String, AttributeValue> key = ProjectTable.key(project, ProjectTable.PROJECT_ITEM);
    return ItemUpdate.of(key);
  }
}
