package dev.narthex.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docs/configuration.md names every key that the configuration knows. */
class ConfigurationPageTest {
  private static final Set<String> USER_CHOSEN = Set.of("region", "other", "module", "X-Tenant", "X-Key", "env", "ec2_sd_configs");

  @Test
  void everyKeyStandsOnThePage() throws IOException {
    String page = Files.readString(page());
    Set<String> keys = new TreeSet<>();
    collect(YamlParser.parse("everything", ConfigLoaderTest.EVERYTHING), keys);
    collect(YamlParser.parse("narthex.yml", NarthexConfig.DEFAULT.toYaml()), keys);
    keys.removeAll(USER_CHOSEN);
    assertThat(keys).hasSizeGreaterThan(80).allSatisfy(key -> assertThat(page).containsPattern("[`.]" + key + "[`. ]"));
  }

  private static void collect(YamlNode node, Set<String> keys) {
    switch (node) {
      case YamlNode.Scalar _ -> { }
      case YamlNode.Sequence s -> s.items().forEach(item -> collect(item, keys));
      case YamlNode.Mapping m -> m.entries().forEach(e -> {
        keys.add(e.key());
        if (!USER_CHOSEN.contains(e.key())) {
          collect(e.value(), keys);
        }
      });
    }
  }

  private static Path page() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.exists(at.resolve("docs/configuration.md"))) {
      at = at.getParent();
    }
    assertThat(at).as("a folder with docs/configuration.md above this module").isNotNull();
    return at.resolve("docs/configuration.md");
  }
}
