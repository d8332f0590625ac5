package dev.seveneight.audit.jobs;

import static dev.seveneight.shared.store.Attributes.bytes;
import static dev.seveneight.shared.store.Attributes.bytesOf;
import static dev.seveneight.shared.store.Attributes.number;

import dev.seveneight.shared.id.FreshIds;
import dev.seveneight.shared.json.Json;
import dev.seveneight.shared.store.ItemQuery;
import dev.seveneight.shared.store.ItemTable;
import dev.seveneight.shared.store.project.ProjectItemType;
import dev.seveneight.shared.store.project.ProjectTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The state of a job that is too large for its own item: compressed JSON, in chunks that an item
 * can hold. The job's state lists its papers by name.
 *
 * <p>A paper is never changed. A step that is done twice, or by two workers at the same time,
 * writes two papers, and the saved state determines which one is valid. {@link #clearUp} deletes a
 * replaced paper in a later step, when the state that refers to it cannot come back.
 *
 * <p>Safe for use by several threads.
 */
public final class JobChunks {
  /** The size of a chunk in bytes. An item can hold 400 KB. */
  private static final int CHUNK = 280_000;

  /** The lifetime of the papers of a job that is not continued. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final String PARTITION = ProjectItemType.JOB_PAPER.partition();

  /** In the state: the papers by name, and those that are no longer needed. */
  private static final String PAPERS = "papers";

  private static final String REPLACED = "replaced_papers";

  private static final String CONTENT = "content";

  private static final String KEYS = ProjectTable.PARTITION_KEY + ", " + ProjectTable.SORT_KEY;

  private final ItemTable items;
  private final InstantSource clock;

  /** Keeps the papers in the table of projects. */
  public JobChunks(ItemTable projects, InstantSource clock) {
    this.items = projects;
    this.clock = clock;
  }

  /** Returns the job with a paper of this name, which replaces an existing one. */
  public Job keep(Job job, String name, Map<String, ?> json) {
    Job without = forget(job, name);
    Map<String, Object> papers = new HashMap<>(papersOf(without));
    papers.put(name, put(job, json));
    return without.with(PAPERS, papers);
  }

  /** Returns the content of the job's paper of this name; empty if it has none. */
  public Optional<Map<?, ?>> kept(Job job, String name) {
    return Optional.ofNullable(papersOf(job).get(name)).map(paper -> get(job, (String) paper));
  }

  /** Returns the names of the job's papers. */
  public static Set<String> names(Job job) {
    return Set.copyOf(papersOf(job).keySet());
  }

  /** Returns the job without the paper of this name. */
  public Job forget(Job job, String name) {
    Map<String, Object> papers = new HashMap<>(papersOf(job));
    Object paper = papers.remove(name);
    if (paper == null) {
      return job;
    }
    List<Object> replaced = new ArrayList<>(replacedOf(job));
    replaced.add(paper);
    return job.with(PAPERS, papers).with(REPLACED, replaced);
  }

  /**
   * Deletes the papers that earlier steps have replaced. Takes the job as it was saved after them.
   */
  public Job clearUp(Job job) {
    List<Object> replaced = replacedOf(job);
    if (replaced.isEmpty()) {
      return job;
    }
    replaced.forEach(paper -> discard(job, (String) paper));
    return job.without(REPLACED);
  }

  /** Deletes all papers of a job, including those that no state refers to. */
  public void clearUpAll(Job job) {
    items.all(ItemQuery.ofPartition(PARTITION + job.id()).only(KEYS)).forEach(items::deleteAlways);
  }

  private String put(Job job, Map<String, ?> json) {
    byte[] content = compressed(Json.write(json));
    String id = FreshIds.next();
    int chunks = 0;
    for (int start = 0; start < content.length; start += CHUNK) {
      Map<String, AttributeValue> item = new HashMap<>(key(job, id, chunks));
      int end = Math.min(content.length, start + CHUNK);
      item.put(CONTENT, bytes(Arrays.copyOfRange(content, start, end)));
      item.put(JobItems.EXPIRES_AT, number(clock.instant().plus(KEPT).getEpochSecond()));
      items.putAlways(item);
      chunks++;
    }
    return id + "." + chunks;
  }

  private Map<?, ?> get(Job job, String paper) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int i = 0; i < chunksOf(paper); i++) {
      Map<String, AttributeValue> key = key(job, idOf(paper), i);
      Map<String, AttributeValue> item = items.get(key);
      content.writeBytes(bytesOf(item, CONTENT));
    }
    return (Map<?, ?>) Json.readStored(expanded(content.toByteArray()));
  }

  private void discard(Job job, String paper) {
    for (int i = 0; i < chunksOf(paper); i++) {
      Map<String, AttributeValue> key = key(job, idOf(paper), i);
      items.deleteAlways(key);
    }
  }

  @SuppressWarnings("unchecked") // what is written there is an object
  private static Map<String, Object> papersOf(Job job) {
    return (Map<String, Object>) job.state().getOrDefault(PAPERS, Map.of());
  }

  @SuppressWarnings("unchecked") // what is written there is a list
  private static List<Object> replacedOf(Job job) {
    return (List<Object>) job.state().getOrDefault(REPLACED, List.of());
  }

  private static Map<String, AttributeValue> key(Job job, String id, int chunk) {
    return ProjectTable.keyIn(PARTITION + job.id(), id + "#" + chunk);
  }

  private static String idOf(String paper) {
    return paper.substring(0, paper.indexOf('.'));
  }

  private static int chunksOf(String paper) {
    return Integer.parseInt(paper.substring(paper.indexOf('.') + 1));
  }

  private static byte[] compressed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String expanded(byte[] bytes) {
    try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
