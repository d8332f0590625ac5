package dev.seveneight.shared.store;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of all pages of a query or scan. Reads a page only when its first item is needed. Not
 * safe for use by several threads.
 */
final class PagedItems implements Iterator<Map<String, AttributeValue>> {
  private final Function<Optional<Map<String, AttributeValue>>, ItemPage> pageFrom;
  private Iterator<Map<String, AttributeValue>> items = Collections.emptyIterator();
  private Optional<Map<String, AttributeValue>> start = Optional.empty();
  private boolean isLastPage;

  private PagedItems(Function<Optional<Map<String, AttributeValue>>, ItemPage> pageFrom) {
    this.pageFrom = pageFrom;
  }

  /**
   * Returns the items as a stream.
   *
   * @param pageFrom reads the page that begins after this key; the first page if it is empty
   */
  static Stream<Map<String, AttributeValue>> stream(
      Function<Optional<Map<String, AttributeValue>>, ItemPage> pageFrom) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(new PagedItems(pageFrom), Spliterator.ORDERED), false);
  }

  @Override
  public boolean hasNext() {
    while (!items.hasNext() && !isLastPage) {
      ItemPage page = pageFrom.apply(start);
      items = page.items().iterator();
      start = page.next();
      isLastPage = start.isEmpty();
    }
    return items.hasNext();
  }

  @Override
  public Map<String, AttributeValue> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return items.next();
  }
}
