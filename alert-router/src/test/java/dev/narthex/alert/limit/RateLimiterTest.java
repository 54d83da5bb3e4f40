package dev.narthex.alert.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.limit.RateLimiter.Answer;
import dev.narthex.alert.limit.RateLimiter.Place;
import dev.narthex.alert.limit.RateLimiter.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final RateLimit TWO = new RateLimit("team", 2, Duration.ofMinutes(10));

  private final RateStore store = new MemoryRateStore();
  private final RateLimiter limiter = new RateLimiter(store);

  private Answer ask(String group, long seq, long seconds) {
    return limiter.ask(TWO, group, seq, "{}:{g=\"" + group + "\"}", NOON.plusSeconds(seconds));
  }

  private static Answer held(long seconds, Place place) {
    return new Answer.Held(NOON.plusSeconds(seconds), place);
  }

  @Test
  void letsAsManyThroughAsItMayAndQueuesTheRest() {
    assertThat(ask("a", 1, 0)).isEqualTo(new Answer.Permitted());
    assertThat(ask("b", 1, 60)).isEqualTo(new Answer.Permitted());
    assertThat(ask("c", 1, 120)).isEqualTo(held(600, Place.NEW));
    assertThat(ask("d", 1, 121)).isEqualTo(held(660, Place.NEW));
    assertThat(ask("e", 1, 122)).isEqualTo(held(1200, Place.NEW));
    assertThat(ask("c", 2, 300)).as("it keeps its place").isEqualTo(held(600, Place.KEPT));
    assertThat(ask("c", 3, 600)).isEqualTo(new Answer.Permitted());
    assertThat(ask("f", 1, 659)).as("who comes now does not overtake").isEqualTo(held(1260, Place.NEW));
    assertThat(ask("d", 2, 660)).isEqualTo(new Answer.Permitted());
  }

  @Test
  void whoFollowsOneThatCameLateComesThatMuchLaterAndKeepsItsTurn() {
    ask("a", 1, 0);
    ask("b", 1, 60);
    assertThat(ask("c", 1, 120)).isEqualTo(held(600, Place.NEW));
    assertThat(ask("d", 1, 121)).isEqualTo(held(660, Place.NEW));
    assertThat(ask("e", 1, 122)).isEqualTo(held(1200, Place.NEW));
    assertThat(ask("f", 1, 123)).isEqualTo(held(1260, Place.NEW));
    assertThat(ask("c", 2, 602)).as("its timer was late").isEqualTo(new Answer.Permitted());
    assertThat(ask("d", 2, 660)).isEqualTo(new Answer.Permitted());
    assertThat(ask("e", 2, 1200)).as("not behind f").isEqualTo(held(1202, Place.KEPT));
    assertThat(ask("e", 3, 1201)).isEqualTo(held(1202, Place.KEPT));
    assertThat(ask("e", 4, 1202)).isEqualTo(new Answer.Permitted());
    assertThat(ask("f", 2, 1260)).isEqualTo(new Answer.Permitted());
    assertThat(store.get("team").orElseThrow().episode().orElseThrow().notifications()).as("nobody was held back anew").isEqualTo(4);
  }

  @Test
  void theSameFlushMayAskAgain() {
    assertThat(ask("a", 1, 0)).isEqualTo(new Answer.Permitted());
    long version = store.get("team").orElseThrow().version();
    assertThat(ask("a", 1, 5)).isEqualTo(new Answer.Permitted());
    assertThat(store.get("team").orElseThrow().version()).isEqualTo(version);
    assertThat(ask("a", 2, 6)).isEqualTo(new Answer.Permitted());
    assertThat(ask("a", 3, 7)).isEqualTo(held(600, Place.NEW));
  }

  @Test
  void aPlaceThatNobodyTakesIsFreeAgain() {
    ask("a", 1, 0);
    ask("b", 1, 0);
    ask("c", 1, 10);
    ask("d", 1, 10);
    assertThat(ask("e", 1, 601)).as("two are due before it").isInstanceOf(Answer.Held.class);
    assertThat(ask("f", 1, 722)).as("they did not come within two minutes").isEqualTo(new Answer.Permitted());
  }

  @Test
  void neverMoreThanTheLimitInAnySpanAndFirstComeFirstServed() {
    Random random = new Random(11);
    for (int run = 0; run < 50; run++) {
      RateLimiter fresh = new RateLimiter(new MemoryRateStore());
      RateLimit limit = new RateLimit("team", 1 + random.nextInt(4), Duration.ofSeconds(30 + random.nextInt(60)));
      record Ask(Instant at, String group, long seq) {}
      PriorityQueue<Ask> asks = new PriorityQueue<>((x, y) -> x.at.equals(y.at) ? x.group.compareTo(y.group) : x.at.compareTo(y.at));
      for (int g = 0; g < 40; g++) {
        asks.add(new Ask(NOON.plusMillis(random.nextInt(120_000)), String.format("g%02d", g), 1));
      }
      Deque<Instant> span = new ArrayDeque<>();
      List<String> queued = new ArrayList<>();
      List<String> served = new ArrayList<>();
      int told = 0;
      while (!asks.isEmpty()) {
        Ask ask = asks.remove();
        switch (fresh.ask(limit, ask.group, ask.seq, ask.group, ask.at)) {
          case Answer.Permitted() -> {
            told++;
            if (queued.contains(ask.group)) {
              served.add(ask.group);
            }
            span.addLast(ask.at);
            span.removeIf(at -> !at.plus(limit.per()).isAfter(ask.at));
            assertThat(span).as("run %s", run).hasSizeLessThanOrEqualTo(limit.notifications());
          }
          case Answer.Held(Instant until, Place place) -> {
            assertThat(until).isAfter(ask.at);
            if (place == Place.NEW && !queued.contains(ask.group)) {
              queued.add(ask.group);
            }
            asks.add(new Ask(until, ask.group, ask.seq + 1));
          }
        }
      }
      assertThat(told).isEqualTo(40);
      assertThat(served).as("run %s", run).hasSameElementsAs(queued);
    }
  }

  @Test
  void saysWhatIsHeldBackOnceASpanAndWhenItIsOver() {
    ask("a", 1, 0);
    ask("b", 1, 0);
    ask("c", 1, 30);
    assertThat(limiter.word(TWO, NOON.plusSeconds(599))).isEqualTo(new Word.Nothing());
    Word word = limiter.word(TWO, NOON.plusSeconds(600));
    assertThat(word).isInstanceOf(Word.Holding.class);
    assertThat(limiter.word(TWO, NOON.plusSeconds(601))).as("until it was said").isInstanceOf(Word.Holding.class);
    limiter.said(TWO, word, NOON.plusSeconds(601));
    assertThat(limiter.word(TWO, NOON.plusSeconds(602))).isEqualTo(new Word.Nothing());
    ask("c", 2, 600);
    Word over = limiter.word(TWO, NOON.plusSeconds(1201));
    assertThat(over).isInstanceOf(Word.Over.class);
    assertThat(((Word.Over) over).episode().groups()).containsExactly(java.util.Map.entry("{}:{g=\"c\"}", 1));
    limiter.said(TWO, over, NOON.plusSeconds(1201));
    assertThat(store.get("team").orElseThrow().episode()).isEmpty();
  }
}
