package dev.seveneight.bench.system;

import static dev.seveneight.shared.store.Attributes.text;

import dev.seveneight.shared.ledger.Content;
import dev.seveneight.shared.ledger.ItemAttribute;
import dev.seveneight.shared.ledger.ResponseId;
import dev.seveneight.shared.ledger.SurveyResponse;
import dev.seveneight.shared.segment.Segment;
import dev.seveneight.shared.segment.Segment.Part;
import dev.seveneight.shared.store.ledger.LedgerItems;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Anonymous responses as the ledger has them: every second with a comment, each with a property for
 * each dimension and two other properties. The same responses in every run.
 */
public final class MadeUpResponses {
  private static final List<String> NAMES =
      List.of("plan country product team region industry tier device store campaign".split(" "));

  private static final Instant MORNING = Instant.parse("2026-03-05T08:00:00Z");
  private static final long SECONDS_OF_DAY = 86_400;

  /** The comment of every second response. */
  public static final String COMMENT =
      "Good on the whole, but the reports take too long on Mondays and I miss an export.";

  private final int dimensions;
  private final int values;
  private final int days;
  private final int projects;
  private final Random random = new Random(42);
  private int made;

  /**
   * Plans responses.
   *
   * @param dimensions number of dimensions, 10 at most
   * @param values number of values of each dimension
   * @param days number of days, of which each response has a random one
   * @param projects number of projects, of which each response has a random one
   */
  public MadeUpResponses(int dimensions, int values, int days, int projects) {
    this.dimensions = dimensions;
    this.values = values;
    this.days = days;
    this.projects = projects;
  }

  /** The properties of the next response, one for each dimension. */
  public SortedMap<String, String> properties() {
    SortedMap<String, String> properties = new TreeMap<>();
    for (String name : NAMES.subList(0, dimensions)) {
      properties.put(name, name + "-" + random.nextInt(values));
    }
    return properties;
  }

  /** The next response as the ledger has it. */
  public Map<String, AttributeValue> next() {
    SurveyResponse response = response();
    Map<String, AttributeValue> item = new HashMap<>(LedgerItems.item(response));
    item.put(ItemAttribute.FINGERPRINT, AttributeValue.fromB(SdkBytes.fromByteArray(new byte[32])));
    item.put(ItemAttribute.WRITE_ID, text(id("w")));
    return item;
  }

  private SurveyResponse response() {
    made++;
    Instant time =
        MORNING.minusSeconds(SECONDS_OF_DAY * random.nextInt(days)).plusSeconds(made % 40_000 + 1);
    SortedMap<String, String> properties = properties();
    List<String> segments = new ArrayList<>(List.of(Segment.EVERYTHING.key()));
    properties.forEach((name, value) -> segments.add(Segment.of(Part.of(name, value)).key()));
    properties.put("account_id", "account-" + made);
    properties.put("order_number", "2026-" + made);
    return new SurveyResponse(
        "acme" + random.nextInt(projects),
        new ResponseId(id("r")),
        1,
        1,
        time,
        time.plusMillis(345),
        LocalDate.ofInstant(time, ZoneOffset.UTC),
        segments,
        Content.withScore(random.nextInt(11))
            .comment(Optional.of(COMMENT).filter(comment -> made % 2 == 0))
            .properties(properties)
            .build(),
        Optional.empty());
  }

  /** As long as a real one. */
  private String id(String start) {
    return "%s%025d".formatted(start, made);
  }
}
