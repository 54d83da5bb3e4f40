package dev.narthex.aws.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.aws.config.UploadedConfigs.Chosen;
import dev.narthex.aws.config.UploadedConfigs.Standing;
import dev.narthex.aws.http.JsonText;
import dev.narthex.aws.table.DynamoDbControlState;
import dev.narthex.aws.wire.Wire;
import dev.narthex.aws.wire.WireExtension;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.yaml.ConfigException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;

/** A version is taken whole or not at all, and a broken one never replaces a good one. */
@ExtendWith(WireExtension.class)
class UploadedConfigsTest {
  private static ConfigLocation upload(Wire wire, String bucket, String name, String json) {
    wire.s3().putObject(put -> put.bucket(bucket).key("config/" + name), RequestBody.fromString(json));
    return ConfigLocation.parse("s3://" + bucket + "/config/" + name);
  }

  private static Chosen choose(UploadedConfigs configs, ConfigLocation location) {
    return configs.choose(location, folder -> new ConfigLoader(Map.of(), Set.of()).load(folder, "prometheus.yml"));
  }

  @Test
  void aBrokenVersionLeavesTheLastGoodOneInUse(Wire wire) {
    String bucket = wire.newBucket();
    DynamoDbControlState state = new DynamoDbControlState(wire.dynamo(), wire.newTable());
    UploadedConfigs configs = new UploadedConfigs(wire.s3(), state);
    ConfigLocation good = upload(wire, bucket, "a.json", JsonText.of(Map.of("prometheus.yml", "scrape_config_files: [jobs/*.yml]\n", "jobs/a.yml", "scrape_configs: [{job_name: a}]\n",
        "narthex.yml", "storage: {retention: 30d}\n")));
    ConfigLocation broken = upload(wire, bucket, "b.json", JsonText.of(Map.of("prometheus.yml", "scrape_configs: [{job_name: a, job_nme: a}]\n")));

    assertThatThrownBy(() -> choose(configs, broken)).as("nothing to go back to").isInstanceOf(ConfigException.class).hasMessageContaining("job_nme");
    Chosen chosen = choose(configs, good);
    assertThat(chosen.standing()).isEqualTo(Standing.IN_USE);
    assertThat(chosen.config().files()).containsOnlyKeys("prometheus.yml", "narthex.yml", "jobs/a.yml");
    configs.keep(good);
    configs.keep(good);

    Chosen kept = choose(configs, broken);
    assertThat(kept.standing()).isEqualTo(Standing.REFUSED);
    assertThat(kept.config().sha256()).isEqualTo(chosen.config().sha256());
    for (ConfigLocation none : new ConfigLocation[] {upload(wire, bucket, "c.json", "[]"), upload(wire, bucket, "d.json", "{\"prometheus.yml\": 1}"),
        ConfigLocation.parse("s3://" + bucket + "/config/none.json")}) {
      assertThat(choose(configs, none).standing()).as(none.toString()).isEqualTo(Standing.REFUSED);
    }
  }

  @Test
  void aVersionThatWouldFillTheMemoryIsNotRead(Wire wire) {
    UploadedConfigs configs = new UploadedConfigs(wire.s3(), new DynamoDbControlState(wire.dynamo(), wire.newTable()));
    ConfigLocation large = upload(wire, wire.newBucket(), "large.json", "{\"a\":\"" + "x".repeat(16 << 20) + "\"}");
    assertThatThrownBy(() -> choose(configs, large)).isInstanceOf(ConfigException.class).hasMessageContaining("larger than 16 MiB");
  }

  @Test
  void locationsAreReadAndWritten() {
    assertThat(ConfigLocation.parse("s3://b-1/config/x.json?versionId=v.1")).isEqualTo(new ConfigLocation("b-1", "config/x.json", Optional.of("v.1")))
        .hasToString("s3://b-1/config/x.json?versionId=v.1");
    assertThatThrownBy(() -> ConfigLocation.parse("config/x")).hasMessageContaining("s3://BUCKET/KEY");
  }
}
