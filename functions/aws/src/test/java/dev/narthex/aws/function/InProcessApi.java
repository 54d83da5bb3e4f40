package dev.narthex.aws.function;

import dev.narthex.aws.config.ConfigLocation;
import dev.narthex.aws.config.UploadedConfigs;
import dev.narthex.aws.event.EventJson;
import dev.narthex.aws.http.HttpFunction;
import dev.narthex.aws.table.DynamoDbControlState;
import dev.narthex.aws.wire.Wire;
import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.jobs.alert.RouterFiles;
import dev.narthex.jobs.alert.RouterOptions;
import io.micronaut.function.aws.proxy.MockLambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The same assembly without any Lambda, for answers to compare with. */
public final class InProcessApi {
  private InProcessApi() {}

  public static EventJson answer(Wire wire, Map<String, String> environment, String event) throws IOException {
    try (HttpFunction http = new Wiring(environment, wire.clients(), InstantSource.system()).http()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      http.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, new MockLambdaContext());
      return EventJson.read(new ByteArrayInputStream(out.toByteArray()));
    }
  }

  public static String configHash(Wire wire, Map<String, String> environment) {
    ConfigLoader loader = new ConfigLoader(environment, AwsDiscoveryConfig.KEYS, List.of(new RouterFiles(RouterOptions.defaults(""), InstantSource.system())));
    return new UploadedConfigs(wire.s3(), new DynamoDbControlState(wire.dynamo(), environment.get("NARTHEX_STATE_TABLE")))
        .choose(ConfigLocation.parse(environment.get("NARTHEX_CONFIG")), folder -> loader.load(folder, "prometheus.yml")).config().sha256();
  }
}
