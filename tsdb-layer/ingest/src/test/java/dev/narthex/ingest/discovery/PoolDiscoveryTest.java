package dev.narthex.ingest.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.DirectoryConfigFolder;
import dev.narthex.ingest.config.ScrapeConfig;
import dev.narthex.model.Labels;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolDiscoveryTest {
  @TempDir private Path folder;

  private PoolTargets find(String job) throws Exception {
    Path file = folder.resolve("prometheus.yml");
    Files.writeString(file, "scrape_configs:\n- " + job.strip().replace("\n", "\n  ") + "\n");
    ScrapeConfig config = new ConfigLoader(Map.of(), Set.of("x_sd_configs")).load(file).prometheus().scrapeConfigs().getFirst();
    Discoveries discoveries = new Discoveries(new DirectoryConfigFolder(folder), AddressPolicy.of(AddressPolicy.Scope.LOOPBACK), SecretSource.none(),
        Map.of("x_sd_configs", e -> () -> List.of(TargetDiscovery.Group.ofAddresses("x", List.of("x:1"), Labels.of("__meta_x", "y")))));
    return new PoolDiscovery(discoveries).find(config);
  }

  @Test
  void staticTargetsGetUrlLabelsAndIdentity() throws Exception {
    PoolTargets found = find("""
        job_name: a
        scrape_interval: 15s
        metrics_path: /m x
        params: {module: [http, "tcp&"], z: [1]}
        static_configs:
        - targets: ["h:1", "h:1", "[::1]:9100"]
          labels: {env: prod, __param_z: "2"}
        """);
    assertThat(found.active()).hasSize(2);
    Target t = found.active().getFirst();
    assertThat(t.url()).isEqualTo("http://h:1/m%20x?module=http&module=tcp%26&z=2");
    assertThat(t.labels()).isEqualTo(Labels.of("env", "prod", "instance", "h:1", "job", "a"));
    assertThat(t.discovered().get("__scrape_interval__")).isEqualTo("15s");
    assertThat(t.interval()).isEqualTo(15_000);
    assertThat(t.timeout()).isEqualTo(10_000);
    assertThat(t.identity()).isEqualTo(Target.identity("a", t.labels(), t.url())).isNotEqualTo(found.active().get(1).identity());
    assertThat(found.active().get(1).url()).startsWith("http://[::1]:9100/");
    assertThat(found.complete()).isTrue();
  }

  @Test
  void relabellingDropsRenamesAndSteers() throws Exception {
    PoolTargets found = find("""
        job_name: a
        keep_dropped_targets: 1
        relabel_configs:
        - {source_labels: [__address__], regex: "bad.*", action: drop}
        - {source_labels: [__address__], regex: "slow.*", target_label: __scrape_interval__, replacement: 5m}
        - {source_labels: [__address__], regex: "empty.*", target_label: __address__, replacement: ""}
        - {source_labels: [__address__], regex: "wrong.*", target_label: __scrape_timeout__, replacement: 2h}
        - {target_label: __tmp_x, replacement: y}
        - {target_label: __scrape_native_histograms__, replacement: "true"}
        static_configs:
        - targets: ["bad:1", "bad:2", "slow:1", "empty:1", "wrong:1"]
        """);
    assertThat(found.active()).singleElement().satisfies(t -> {
      assertThat(t.interval()).isEqualTo(300_000);
      assertThat(t.options()).isEqualTo(Labels.of("__scrape_native_histograms__", "true"));
    });
    assertThat(found.droppedCount()).isEqualTo(2);
    assertThat(found.dropped()).hasSize(1);
    assertThat(found.errors()).containsExactly("static_configs: target empty:1: no address",
        "static_configs: target wrong:1: scrape timeout cannot be greater than scrape interval (\"2h\" > \"1m\")");
  }

  @Test
  void filesAreReadAsJsonAndYaml() throws Exception {
    Files.createDirectory(folder.resolve("t"));
    Files.writeString(folder.resolve("t/a.json"), "[\n\t{\"targets\": [\"a:1\"], \"labels\": {\"x\": \"\\u00e9\"}}]");
    Files.writeString(folder.resolve("t/b.json"), "[]");
    Files.writeString(folder.resolve("t/c.yml"), "- targets: [c:1, c:2]\n");
    String job = "job_name: a\nfile_sd_configs:\n- files: [\"t/*.json\", t/c.yml, t/absent.yml]\n";
    PoolTargets found = find(job);
    assertThat(found.active()).extracting(Target::url).containsExactly("http://a:1/metrics", "http://c:1/metrics", "http://c:2/metrics");
    assertThat(found.active().getFirst().labels().get("x")).isEqualTo("é");
    assertThat(found.active().getFirst().discovered().get("__meta_filepath")).isEqualTo("t/a.json");
    Files.writeString(folder.resolve("t/b.json"), "[{\"targts\": []}]");
    PoolTargets broken = find(job);
    assertThat(broken.complete()).isFalse();
    assertThat(broken.errors()).singleElement().satisfies(e -> assertThat(e).contains("t/b.json:1: unknown key \"targts\" in target group; did you mean \"targets\"?"));
  }

  @Test
  void tooManyTargetsFailAll() throws Exception {
    PoolTargets found = find("job_name: a\ntarget_limit: 1\nstatic_configs: [{targets: ['a:1', 'b:1']}]\n");
    assertThat(found.active()).hasSize(2).allSatisfy(t -> assertThat(t.options().get(Target.FAILURE)).isEqualTo("target_limit exceeded (number of targets: 2, limit: 1)"));
  }

  @Test
  void driversBringMechanismsAlong() throws Exception {
    assertThat(find("job_name: a\nx_sd_configs: [{}]\n").active()).extracting(Target::url).containsExactly("http://x:1/metrics");
  }
}
