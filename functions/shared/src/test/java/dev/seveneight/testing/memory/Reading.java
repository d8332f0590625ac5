package dev.seveneight.testing.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Answers queries and scans. */
final class Reading {
  private Reading() {}

  static Page query(Table table, QueryRequest query) {
    if (query.hasKeyConditions() || query.hasQueryFilter() || query.hasAttributesToGet()) {
      throw withoutExpression();
    }
    Listing listing = table.listing(query.indexName());
    refuseConsistent(query.indexName(), query.consistentRead());
    if (query.keyConditionExpression() == null) {
      throw Refusal.invalid(
          "Either the KeyConditions or KeyConditionExpression parameter must be specified");
    }
    Parsed<Condition> condition = Expressions.condition(query.keyConditionExpression());
    Optional<Parsed<Condition>> filter =
        Optional.ofNullable(query.filterExpression()).map(Expressions::condition);
    Optional<Parsed<List<Path>>> projection =
        Optional.ofNullable(query.projectionExpression()).map(Expressions::projection);
    List<Parsed<?>> expressions = new ArrayList<>(List.of(condition));
    filter.ifPresent(expressions::add);
    projection.ifPresent(expressions::add);
    Bindings bindings =
        Bindings.of(
            query.expressionAttributeNames(),
            query.hasExpressionAttributeNames(),
            query.expressionAttributeValues(),
            query.hasExpressionAttributeValues(),
            expressions);
    condition.root().check(bindings);
    filter.ifPresent(parsed -> checkFilter(parsed, listing, bindings));
    KeyRange range = KeyRange.of(condition.root(), listing.key(), bindings);
    boolean forward = !Boolean.FALSE.equals(query.scanIndexForward());
    NavigableMap<Place, Item> items = range.of(listing.items());
    if (!forward) {
      items = items.descendingMap();
    }
    if (query.hasExclusiveStartKey()) {
      Place start = start(listing, table, query.exclusiveStartKey());
      if (!range.contains(start)) {
        throw Refusal.invalid(
            "The provided starting key is outside query boundaries based on provided conditions");
      }
      items = items.tailMap(start, false);
    }
    return Page.read(
        listing,
        items,
        most(query.limit()),
        filter.map(Parsed::root),
        projection(listing, table, projection, query.select(), bindings),
        bindings);
  }

  static Page scan(Table table, ScanRequest scan) {
    if (scan.hasScanFilter() || scan.hasAttributesToGet() || scan.totalSegments() != null) {
      throw withoutExpression();
    }
    Listing listing = table.listing(scan.indexName());
    refuseConsistent(scan.indexName(), scan.consistentRead());
    Optional<Parsed<Condition>> filter =
        Optional.ofNullable(scan.filterExpression()).map(Expressions::condition);
    Optional<Parsed<List<Path>>> projection =
        Optional.ofNullable(scan.projectionExpression()).map(Expressions::projection);
    List<Parsed<?>> expressions = new ArrayList<>();
    filter.ifPresent(expressions::add);
    projection.ifPresent(expressions::add);
    Bindings bindings =
        Bindings.of(
            scan.expressionAttributeNames(),
            scan.hasExpressionAttributeNames(),
            scan.expressionAttributeValues(),
            scan.hasExpressionAttributeValues(),
            expressions);
    filter.ifPresent(parsed -> parsed.root().check(bindings));
    NavigableMap<Place, Item> items = listing.items();
    if (scan.hasExclusiveStartKey()) {
      items = items.tailMap(start(listing, table, scan.exclusiveStartKey()), false);
    }
    return Page.read(
        listing,
        items,
        most(scan.limit()),
        filter.map(Parsed::root),
        projection(listing, table, projection, scan.select(), bindings),
        bindings);
  }

  /** The projection of a request that names one, and that may name only what is there. */
  private static Optional<Projection> projection(
      Listing listing,
      Table table,
      Optional<Parsed<List<Path>>> expression,
      Select select,
      Bindings bindings) {
    if (expression.isEmpty()) {
      if (select == Select.SPECIFIC_ATTRIBUTES) {
        throw Refusal.invalid("SPECIFIC_ATTRIBUTES needs a ProjectionExpression");
      }
      boolean isIndex = !listing.equals(table.items());
      if (select == Select.ALL_ATTRIBUTES && listing.projected().isPresent()) {
        throw Refusal.invalid("ALL_ATTRIBUTES is not supported for an index without all of them");
      }
      if (select == Select.ALL_PROJECTED_ATTRIBUTES && !isIndex) {
        throw Refusal.invalid("ALL_PROJECTED_ATTRIBUTES can be used only when querying an index");
      }
      return Optional.empty();
    }
    if (select != null && select != Select.SPECIFIC_ATTRIBUTES) {
      throw Refusal.invalid(
          "Cannot specify the ProjectionExpression when choosing to get " + select);
    }
    List<Path> paths = resolved(expression.get(), bindings);
    refuseUnseen(expression.get().paths(), listing, bindings);
    return Optional.of(Projection.to(paths));
  }

  /** The projection of a request to a table. */
  static Optional<Projection> projection(
      Optional<Parsed<List<Path>>> expression, Bindings bindings) {
    return expression.map(parsed -> Projection.to(resolved(parsed, bindings)));
  }

  /** What a request with this projection sees of an item. */
  static Map<String, AttributeValue> shown(Item item, Optional<Projection> projection) {
    return projection.isEmpty() ? item.attributes() : projection.get().of(item.attributes());
  }

  private static List<Path> resolved(Parsed<List<Path>> expression, Bindings bindings) {
    List<Path> paths = expression.root().stream().map(path -> path.resolved(bindings)).toList();
    Path.refuseOverlaps(paths);
    return paths;
  }

  private static void checkFilter(Parsed<Condition> filter, Listing listing, Bindings bindings) {
    filter.root().check(bindings);
    refuseUnseen(filter.paths(), listing, bindings);
    for (Path path : filter.paths()) {
      if (listing.key().has(bindings.name(path.root()))) {
        throw Refusal.invalid(
            "Filter Expression can only contain non-primary key attributes: " + path.root());
      }
    }
  }

  private static void refuseUnseen(List<Path> paths, Listing listing, Bindings bindings) {
    for (Path path : paths) {
      String name = bindings.name(path.root());
      if (listing.projected().filter(names -> !names.contains(name)).isPresent()) {
        throw Refusal.invalid("The index does not project " + name);
      }
    }
  }

  private static Place start(Listing listing, Table table, Map<String, AttributeValue> key) {
    if (!key.keySet().equals(listing.continuationNames())) {
      throw Refusal.invalid("The provided starting key is invalid");
    }
    listing.key().checkListed(key);
    table.key().checkListed(key);
    return listing.placeOf(key).orElseThrow();
  }

  private static int most(Integer limit) {
    if (limit == null) {
      return Integer.MAX_VALUE;
    }
    if (limit < 1) {
      throw Refusal.invalid("Limit has to be 1 or more");
    }
    return limit;
  }

  private static void refuseConsistent(String index, Boolean consistent) {
    if (index != null && Boolean.TRUE.equals(consistent)) {
      throw Refusal.invalid("Consistent reads are not supported on global secondary indexes");
    }
  }

  private static UnsupportedOperationException withoutExpression() {
    return new UnsupportedOperationException("say it in an expression, and scan in one segment");
  }
}
