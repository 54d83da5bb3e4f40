package dev.narthex.aws.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UploadedConfigFolderTest {
  private final UploadedConfigFolder folder = new UploadedConfigFolder(Map.of("jobs/a.yml", "a", "jobs/b.yaml", "b", "jobs/more/c.yml", "c", "prometheus.yml", "p"));

  @Test
  void matchesInOneFolderAlone() {
    assertThat(folder.matching("jobs/*.yml")).containsExactly("jobs/a.yml");
    assertThat(folder.matching("./jobs/[ab].*")).containsExactly("./jobs/a.yml", "./jobs/b.yaml");
    assertThat(folder.matching("*.yml")).containsExactly("prometheus.yml");
  }

  @Test
  void readsWhatThereIs() {
    assertThat(folder.read("./jobs/a.yml")).contains("a");
    assertThat(folder.read("jobs/none.yml")).isEmpty();
    assertThat(folder.read("../other")).isEmpty();
  }
}
