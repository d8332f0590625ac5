package dev.seveneight.audit.jobs;

import static dev.seveneight.shared.store.Attributes.bytes;
import static dev.seveneight.shared.store.Attributes.bytesOf;
import static dev.seveneight.shared.store.Attributes.number;
import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.id.FreshIds;
import dev.seveneight.shared.json.Json;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a job has to remember between its steps and is too large for its own item: compressed JSON,
 * in chunks that an item can hold. The job's state says which papers it has, by name.
 *
 * <p>A paper is never changed: a step that is done twice, or by two at the same time, writes two,
 * and the state that is saved says which of them counts. One that is replaced is thrown away by
 * {@link #clearUp} in a later step, when the state that speaks of it is sure not to come back.
 *
 * <p>Safe for use by several threads.
 */
public final class JobChunks {
  /** An item holds 400 KB. */
  private static final int CHUNK = 280_000;

  /** A job that nobody continues leaves nothing behind for longer than this. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final String PARTITION = ProjectItemType.JOB_PAPER.partition();

  /** In the state: the papers by name, and those that are not needed any more. */
  private static final String PAPERS = "papers";

  private static final String REPLACED = "replaced_papers";

  private final DynamoDbClient dynamo;
  private final String table;
  private final ItemTable items;
  private final InstantSource clock;

  /** Keeps the papers in the table of projects. */
  public JobChunks(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.items = new ItemTable(dynamo, table);
    this.clock = clock;
  }

  /** The job with a paper of this name, in the place of one that it may have. */
  public Job keep(Job job, String name, Map<String, ?> json) {
    Job without = forget(job, name);
    Map<String, Object> papers = new HashMap<>(papersOf(without));
    papers.put(name, put(job, json));
    return without.with(PAPERS, papers);
  }

  /** What the job's paper of this name says; empty if it has none. */
  public Optional<Map<?, ?>> kept(Job job, String name) {
    return Optional.ofNullable(papersOf(job).get(name)).map(paper -> get(job, (String) paper));
  }

  /** The names of the job's papers. */
  public static Set<String> names(Job job) {
    return Set.copyOf(papersOf(job).keySet());
  }

  /** The job without the paper of this name. */
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

  /** Throws away what earlier steps have replaced; the job as it was saved after them. */
  public Job clearUp(Job job) {
    List<Object> replaced = replacedOf(job);
    if (replaced.isEmpty()) {
      return job;
    }
    replaced.forEach(paper -> discard(job, (String) paper));
    return job.without(REPLACED);
  }

  /** Throws away whatever there is of a job, also what no state speaks of. */
  public void clearUpAll(Job job) {
    dynamo
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .keyConditionExpression("pk = :partition")
                    .expressionAttributeValues(Map.of(":partition", text(PARTITION + job.id())))
                    .projectionExpression("pk, sk"))
        .items()
        .forEach(items::deleteAlways);
  }

  private String put(Job job, Map<String, ?> json) {
    byte[] content = compressed(Json.write(json));
    String id = FreshIds.next();
    int chunks = 0;
    for (int start = 0; start < content.length; start += CHUNK) {
      Map<String, AttributeValue> item = new HashMap<>(key(job, id, chunks));
      int end = Math.min(content.length, start + CHUNK);
      item.put("content", bytes(Arrays.copyOfRange(content, start, end)));
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
      content.writeBytes(bytesOf(item, "content"));
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
