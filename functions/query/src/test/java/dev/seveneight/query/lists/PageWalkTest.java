package dev.seveneight.query.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seveneight.shared.store.ledger.IndexEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How pages are made of entries. Here entries are numbers, which show themselves. */
class PageWalkTest {
  /** Shows the numbers of which the index says that they may be, and the ledger that they are. */
  private record Numbers(
      Predicate<Integer> byIndex, Predicate<Integer> byLedger, List<Integer> read)
      implements Listed<Integer> {
    @Override
    public boolean isToldByIndex() {
      return false;
    }

    @Override
    public boolean mayShow(IndexEntry entry) {
      return byIndex.test(number(entry));
    }

    @Override
    public List<Optional<Integer>> show(List<IndexEntry> entries) {
      entries.forEach(entry -> read.add(number(entry)));
      return entries.stream().map(entry -> Optional.of(number(entry)).filter(byLedger)).toList();
    }
  }

  @Test
  void shouldHaveNoNextPageAfterTheLastThing() {
    ListPage<Integer> page =
        walk(3, 3, PageWalkTest::any, PageWalkTest::any).over(Optional.empty());

    assertThat(page).isEqualTo(new ListPage<>(List.of(1, 2, 3), Optional.empty()));
  }

  @Test
  void shouldNotOfferAPageForWhatIsNotInTheList() {
    ListPage<Integer> page =
        walk(200, 3, PageWalkTest::any, number -> number < 4).over(Optional.empty());

    assertThat(page).isEqualTo(new ListPage<>(List.of(1, 2, 3), Optional.empty()));
  }

  @Test
  void shouldGoOnBehindTheLastThingShown() {
    ListPage<Integer> page =
        walk(200, 3, PageWalkTest::any, PageWalkTest::any).over(Optional.empty());

    assertThat(page).isEqualTo(new ListPage<>(List.of(1, 2, 3), Optional.of(place(3))));
  }

  @Test
  void shouldEndAPageWhereTheNextThingDoesNotFit() {
    PageWalk<Integer> walk = new PageWalk<>(100, number -> number < 5);
    ListPage<Integer> page =
        walk.over(entries(1, 9), Optional.empty(), numbers(PageWalkTest::any, PageWalkTest::any));

    assertThat(page).isEqualTo(new ListPage<>(List.of(1, 2, 3, 4), Optional.of(place(4))));
  }

  @Test
  void shouldAnswerWithWhatWasFoundAfterSoManyEntries() {
    ListPage<Integer> page =
        walk(20_000, 3, number -> number % 4_000 == 0, PageWalkTest::any).over(Optional.empty());

    assertThat(page)
        .isEqualTo(new ListPage<>(List.of(4_000), Optional.of(place(PageWalk.MOST_ENTRIES))));
  }

  @Test
  void shouldAnswerWithWhatWasFoundAfterSoManyItemsThatAreNotInTheList() {
    List<Integer> read = new ArrayList<>();
    ListPage<Integer> page =
        new PageWalk<Integer>(20, number -> true)
            .over(
                entries(1, 20_000),
                Optional.empty(),
                new Numbers(PageWalkTest::any, number -> number == 7, read));

    assertThat(page.shown()).containsExactly(7);
    assertThat(read).hasSizeBetween(PageWalk.MOST_IN_VAIN, PageWalk.MOST_IN_VAIN + 100);
    assertThat(page.last()).contains(place(read.get(read.size() - 1)));
  }

  @Test
  void shouldReadLittleMoreThanAPage() {
    List<Integer> read = new ArrayList<>();
    new PageWalk<Integer>(20, number -> true)
        .over(
            entries(1, 1_000),
            Optional.empty(),
            new Numbers(PageWalkTest::any, PageWalkTest::any, read));

    assertThat(read).hasSize(21);
  }

  @Test
  void shouldShowEveryThingOnceHoweverPagesFall() {
    Random random = new Random(4711);
    for (int round = 0; round < 300; round++) {
      int count = random.nextInt(400);
      int perPage = 1 + random.nextInt(30);
      int index = 1 + random.nextInt(5);
      int ledger = 1 + random.nextInt(5);
      Walk walk = walk(count, perPage, n -> n % index == 0, n -> n % ledger == 0);
      List<Integer> shown = new ArrayList<>();
      Optional<String> place = Optional.empty();
      do {
        ListPage<Integer> page = walk.over(place);
        assertThat(page.shown()).hasSizeLessThanOrEqualTo(perPage);
        shown.addAll(page.shown());
        place = page.last();
      } while (place.isPresent());

      assertThat(shown)
          .as("round %d", round)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, count)
                  .filter(n -> n % index == 0 && n % ledger == 0)
                  .boxed()
                  .toList());
    }
  }

  /** A walk over the numbers from 1 to the count. */
  private record Walk(int count, int perPage, Numbers numbers) {
    ListPage<Integer> over(Optional<String> after) {
      int first = after.map(PageWalkTest::number).orElse(1);
      return new PageWalk<Integer>(perPage, number -> true)
          .over(entries(first, count), after, numbers);
    }
  }

  private static Walk walk(
      int count, int perPage, Predicate<Integer> byIndex, Predicate<Integer> byLedger) {
    return new Walk(count, perPage, numbers(byIndex, byLedger));
  }

  private static Numbers numbers(Predicate<Integer> byIndex, Predicate<Integer> byLedger) {
    return new Numbers(byIndex, byLedger, new ArrayList<>());
  }

  private static boolean any(int number) {
    return number > 0;
  }

  private static Iterator<IndexEntry> entries(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> new IndexEntry(place(number), Map.of()))
        .iterator();
  }

  private static String place(int number) {
    return "%010d#x".formatted(number);
  }

  private static int number(IndexEntry entry) {
    return number(entry.place());
  }

  private static int number(String place) {
    return Integer.parseInt(place.substring(0, place.indexOf('#')));
  }
}
