package dev.narthex.api.federate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.source.MemorySeriesSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class FederatedTextTest {
  private final MemorySeriesSource source = new MemorySeriesSource();

  @Test
  void exposesTheLatestSampleOfEachSeriesOnce() {
    source.add(Labels.of("__name__", "up", "job", "b"), 900, 0);
    source.add(Labels.of("__name__", "up", "job", "b"), 1000, 1.5);
    source.add(Labels.of("__name__", "up", "job", "a", "instance", "i"), 950, 1);
    source.add(Labels.of("__name__", "Zeta", "Region", "x\"y\\z\n"), 970, 1e21);
    source.add(Labels.of("__name__", "gone", "job", "a"), 940, 1);
    source.add(Labels.of("__name__", "gone", "job", "a"), 980, StaleMarker.VALUE);
    source.add(Labels.of("__name__", "old", "job", "a"), 100, 1);
    assertThat(text(Labels.of("region", "eu", "job", "mine"), NameStyle.UNDERSCORES, "__name__", "job"))
        .isEqualTo(
            """
            # TYPE Zeta untyped
            Zeta{Region="x\\"y\\\\z\\n",instance="",job="mine",region="eu"} 1e+21 970
            # TYPE up untyped
            up{instance="i",job="a",region="eu"} 1 950
            up{job="b",instance="",region="eu"} 1.5 1000
            """);
  }

  @Test
  void writesOtherNamesAsTheScraperAsks() {
    source.add(Labels.of("__name__", "disk.free", "mount point", "/", "instance", "i"), 1000, 1);
    assertThat(text(Labels.empty(), NameStyle.UNDERSCORES, "__name__"))
        .isEqualTo("# TYPE disk_free untyped\ndisk_free{instance=\"i\",mount_point=\"/\"} 1 1000\n");
    assertThat(text(Labels.empty(), NameStyle.UTF8, "__name__"))
        .isEqualTo("# TYPE \"disk.free\" untyped\n{\"disk.free\",instance=\"i\",\"mount point\"=\"/\"} 1 1000\n");
  }

  private String text(Labels external, NameStyle names, String... present) {
    List<List<LabelMatcher>> selectors =
        java.util.Arrays.stream(present).map(name -> List.of(LabelMatcher.of(LabelMatcher.Type.REGEX, name, ".+"))).toList();
    List<LatestSample> samples = LatestSample.find(source, selectors, TimeRange.closed(500, 1000), QueryOptions.defaults());
    StringBuilder out = new StringBuilder();
    FederatedText data = new FederatedText(samples, external, names);
    while (data.writeNext(out)) {
      assertThat(out).isNotEmpty();
    }
    return out.toString();
  }
}
