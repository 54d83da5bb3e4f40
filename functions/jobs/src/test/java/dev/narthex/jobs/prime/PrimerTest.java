package dev.narthex.jobs.prime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.api.ApiOptions;
import dev.narthex.api.ApiPorts;
import dev.narthex.api.Tenant;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.DirectoryConfigFolder;
import dev.narthex.jobs.VirtualClock;
import dev.narthex.jobs.assembly.Ports;
import dev.narthex.jobs.assembly.RulePorts;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.net.AddressPolicy;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryResult;
import dev.narthex.secret.FileSecretSource;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.store.MemoryObjectStore;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrimerTest {
  private static final Tenant TENANT = Tenant.DEFAULT;

  @TempDir private Path folder;
  private final VirtualClock clock = new VirtualClock(Instant.parse("2031-05-05T05:05:05Z"));
  private final MemoryObjectStore objects = new MemoryObjectStore(clock);
  private ApiPorts synthetic;

  @BeforeEach
  void build() throws IOException {
    Path file = Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []\n");
    Ports real =
        new Ports(
            objects, new MemoryCatalog(), new MemoryControlState(), jobs -> { throw new AssertionError("sent " + jobs); }, ConfigSource.of(new ConfigLoader(Map.of(), Set.of()).load(file)),
            new DirectoryConfigFolder(folder), new FileSecretSource(folder), AddressPolicy.of(AddressPolicy.Scope.LOOPBACK), Map.of(), clock, () -> 1, new MetricsRegistry(),
            List.of(TENANT.name()), "here", RulePorts.inMemory());
    synthetic = SyntheticNarthex.like(real, ApiOptions.defaults());
  }

  @Test
  void everyQuestionHasAnAnswerOnTheSyntheticDay() throws IOException {
    List<String> empty = new ArrayList<>();
    Primer.run(3, 1, target -> {
      Map<String, String> parameters = parameters(target);
      if (parameters.containsKey("query") && ask(target, parameters).seriesCount() == 0) {
        empty.add(target);
      }
    }, () -> true);
    assertThat(empty).isEmpty();
  }

  @Test
  void theRealStoreStaysEmpty() throws IOException {
    Primer.run(1, 0, target -> {
      Map<String, String> parameters = parameters(target);
      if (parameters.containsKey("query")) {
        ask(target, parameters);
      }
    }, () -> true);
    assertThat(objects.list("", "", 10)).isEmpty();
  }

  @Test
  void endsWhenThePaceSaysSo() throws IOException {
    List<String> asked = new ArrayList<>();
    Primer.run(5, 1, asked::add, () -> asked.size() < 4);
    assertThat(asked).hasSize(4);
  }

  private QueryResult ask(String target, Map<String, String> parameters) {
    QueryOptions options = synthetic.queries().options(TENANT);
    String query = parameters.get("query");
    return target.contains("query_range")
        ? synthetic.queries().range(TENANT, query, millis(parameters, "start"), millis(parameters, "end"), millis(parameters, "step"), options).result()
        : synthetic.queries().instant(TENANT, query, millis(parameters, "time"), options).result();
  }

  private static long millis(Map<String, String> parameters, String name) {
    return 1000 * Long.parseLong(parameters.get(name));
  }

  private static Map<String, String> parameters(String target) {
    Map<String, String> parameters = new HashMap<>();
    int mark = target.indexOf('?');
    if (mark >= 0) {
      for (String pair : target.substring(mark + 1).split("&", -1)) {
        String[] parts = pair.split("=", 2);
        parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }
}
