package dev.narthex.aws.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.tsdb.store.MemoryObjectStore;
import dev.narthex.tsdb.store.ObjectContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UploadedConfigFolderTest {
  private final MemoryObjectStore objects = new MemoryObjectStore(InstantSource.system());
  private final UploadedConfigFolder folder = new UploadedConfigFolder(objects, "config/v1");

  private void upload(String path, String text) {
    objects.putIfAbsent(path, ObjectContent.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void loadsAVersion() {
    upload("config/v1/prometheus.yml", "scrape_config_files: [jobs/*.yml]\n");
    upload("config/v1/jobs/a.yml", "scrape_configs: [{job_name: a}]\n");
    upload("config/v1/narthex.yml", "storage: {retention: 30d}\n");
    upload("config/v2/narthex.yml", "broken");
    LoadedConfig config = new ConfigLoader(Map.of(), Set.of()).load(folder, "prometheus.yml");
    assertThat(config.files()).containsOnlyKeys("prometheus.yml", "narthex.yml", "jobs/a.yml");
    assertThat(config.retention()).hasToString("30d");
  }

  @Test
  void matchesInOneFolderAlone() throws Exception {
    upload("config/v1/jobs/a.yml", "");
    upload("config/v1/jobs/b.yaml", "");
    upload("config/v1/jobs/more/c.yml", "");
    assertThat(folder.matching("jobs/*.yml")).containsExactly("jobs/a.yml");
    assertThat(folder.matching("./jobs/[ab].*")).containsExactly("./jobs/a.yml", "./jobs/b.yaml");
    assertThat(folder.read("./jobs/a.yml")).contains("");
    assertThat(folder.read("jobs/none.yml")).isEmpty();
    assertThatThrownBy(() -> folder.read("../other")).isInstanceOf(IOException.class).hasMessageContaining("../other");
  }
}
