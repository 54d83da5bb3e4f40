package dev.narthex.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.Assertions;

/** What holds for any sequence of bodies: memory changes the speed only, and nothing but the parser's own error comes out. */
class ParserPropertiesTest {
  private static final String[] LINES = {"# HELP a help", "# TYPE a counter", "# TYPE a gauge", "# other", "", "a{x=\"1\"} %", "a{x=\"2\"} %", "a{x=\"22\"} %", "b %", "bb %", "dropped{y=\"%\"} 1",
      "dropped 3", "b % 1000", "c{a=\"b\",c=\"d\"} %", "c{c=\"d\",a=\"b\"} %", "e{n=\"%\"} %", "zz %"};
  private static final String[] OPEN_LINES = {"# HELP a help", "# TYPE a counter", "# TYPE a gauge", "a{x=\"1\"} %", "a{x=\"2\"} %", "b % # {t=\"%\"} 1", "b %", "c % 12.5", "d % 1 # {} % 3", "dropped{y=\"%\"} 1"};
  private static final String[] VALUES = {"0", "1", "2", "12", "1.5", "1.25", "NaN", "+Inf", "1e3", "123456789.5"};

  /** A body that differs from the last in a few lines: changed, removed, added or moved. */
  private static List<String> mutate(List<String> lines, String[] templates, Random random) {
    List<String> next = new ArrayList<>(lines);
    int edits = random.nextInt(4);
    for (int i = 0; i < edits; i++) {
      String line = templates[random.nextInt(templates.length)];
      while (line.contains("%")) {
        line = line.replaceFirst("%", VALUES[random.nextInt(VALUES.length)]);
      }
      int at = random.nextInt(next.size() + 1);
      switch (random.nextInt(4)) {
        case 0 -> next.add(at, line);
        case 1 -> next.subList(Math.min(at, Math.max(0, next.size() - 1)), Math.min(next.size(), at + 1)).clear();
        case 2 -> {
          if (at < next.size()) {
            String old = next.get(at);
            int blank = old.lastIndexOf(' ');
            next.set(at, blank < 0 ? line : old.substring(0, blank + 1) + VALUES[random.nextInt(VALUES.length)]);
          }
        }
        default -> {
          if (next.size() > 1) {
            next.add(random.nextInt(next.size()), next.remove(random.nextInt(next.size())));
          }
        }
      }
    }
    return next;
  }

  @Property(tries = 150)
  void memoryChangesTheSpeedOnly(@ForAll Random random, @ForAll @IntRange(min = 0, max = 1) int format) {
    Supplier<ExpositionParser> fresh = format == 0 ? ClassicTextParser::new : OpenMetricsParser::new;
    String[] templates = format == 0 ? LINES : OPEN_LINES;
    ExpositionParser warm = fresh.get();
    Collected kept = new Collected();
    List<String> lines = new ArrayList<>();
    for (int scrape = 0; scrape < 25; scrape++) {
      lines = mutate(lines, templates, random);
      byte[] body = (String.join("\n", lines) + (lines.isEmpty() ? "" : "\n") + (format == 0 ? "" : "# EOF\n")).getBytes(StandardCharsets.UTF_8);
      String expected = outcome(fresh.get(), new Collected(), body);
      assertThat(outcome(warm, kept, body)).as("scrape %d:%n%s", scrape, new String(body, StandardCharsets.UTF_8)).isEqualTo(expected);
    }
  }

  private static String outcome(ExpositionParser parser, Collected resolver, byte[] body) {
    try {
      ScrapedRow row = parser.parse(body, body.length, resolver);
      return resolver.samples(row) + " scraped " + row.scraped() + " kept " + row.kept() + " duplicates " + row.duplicates();
    } catch (ExpositionException e) {
      return e.getMessage();
    } catch (SeriesRefusedException e) {
      return Assertions.fail("nothing is refused here", e);
    }
  }

  @Property(tries = 400)
  void brokenBytesGiveTheParsersOwnErrorOnly(@ForAll Random random) {
    byte[] good = """
        # HELP a x
        # TYPE a counter
        a{x="1",y="a\\"b"} 1.5 # {t="1"} 2 3
        {"b.c",d="e"} 17 1000
        c 1e5
        # EOF
        """.getBytes(StandardCharsets.UTF_8);
    ExpositionParser[] parsers = {new ClassicTextParser(), new OpenMetricsParser()};
    Collected[] resolvers = {new Collected(), new Collected()};
    for (int i = 0; i < 20; i++) {
      byte[] body = java.util.Arrays.copyOf(good, random.nextInt(good.length) + 1);
      int flips = random.nextInt(4);
      for (int f = 0; f < flips; f++) {
        body[random.nextInt(body.length)] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) "{}\"\\=,# \n\t1.e"
            .charAt(random.nextInt(13));
      }
      for (int p = 0; p < parsers.length; p++) {
        outcome(parsers[p], resolvers[p], body);
      }
    }
  }

  @Property(tries = 300)
  void numbersAreThoseOfJava(@ForAll Random random) {
    String text = Map.of(0, Double.toString(Double.longBitsToDouble(random.nextLong())), 1, Long.toString(random.nextLong()), 2, Double.toString(random.nextInt() / 1000.0),
        3, random.nextInt(1000) + "e" + (random.nextInt(60) - 30)).get(random.nextInt(4));
    DecimalScanner scanner = new DecimalScanner();
    byte[] b = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(scanner.scan(b, 0, b.length)).isTrue();
    double expected = Double.parseDouble(text);
    if (Double.isNaN(expected)) {
      assertThat(scanner.value).isNaN();
    } else {
      assertThat(Double.doubleToRawLongBits(scanner.value)).as(text).isEqualTo(Double.doubleToRawLongBits(expected));
      if (scanner.exponent >= 0) {
        assertThat(scanner.mantissa / Double.parseDouble("1e" + scanner.exponent)).isEqualTo(expected);
      }
    }
  }
}
