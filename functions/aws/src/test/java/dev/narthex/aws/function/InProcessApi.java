package dev.narthex.aws.function;

import dev.narthex.aws.config.UploadedConfigFolder;
import dev.narthex.aws.event.EventJson;
import dev.narthex.aws.http.HttpFunction;
import dev.narthex.aws.store.S3ObjectStore;
import dev.narthex.aws.wire.Wire;
import dev.narthex.ingest.config.ConfigLoader;
import io.micronaut.function.aws.proxy.MockLambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

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
    UploadedConfigFolder folder = new UploadedConfigFolder(new S3ObjectStore(wire.s3(), environment.get("NARTHEX_BUCKET")), environment.get("NARTHEX_CONFIG"));
    return new ConfigLoader(environment, Set.of()).load(folder, "prometheus.yml").sha256();
  }
}
