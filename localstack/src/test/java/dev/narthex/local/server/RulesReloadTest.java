package dev.narthex.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.api.status.BuildInfo;
import dev.narthex.net.AddressPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Other rule files come into force while everything runs; those that cannot be read change nothing. */
@Timeout(60)
class RulesReloadTest {
  @TempDir private Path folder;

  @Test
  void aReloadBringsOtherRulesAndABrokenOneKeepsThem() throws Exception {
    Files.writeString(folder.resolve("prometheus.yml"), "global: {evaluation_interval: 1s}\nrule_files: ['rules/*.yml']\n");
    Path rules = Files.createDirectory(folder.resolve("rules"));
    rules(rules.resolve("a.yml"), "before");
    LocalNarthex.Options options =
        new LocalNarthex.Options(
            folder.resolve("prometheus.yml"), folder.resolve("data"), new ListenAddress("127.0.0.1", 0), AddressPolicy.Scope.LOOPBACK, "localhost",
            LocalNarthex.Work.ALL, (environment, at) -> Map.of());
    try (LocalNarthex narthex = LocalNarthex.start(options, new BuildInfo("", "", "", ""), InstantSource.system());
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(call(client, narthex, "GET", "/api/v1/rules")).contains("\"name\":\"before\"");
      rules(rules.resolve("a.yml"), "after");
      rules(rules.resolve("b.yml"), "beside");
      assertThat(call(client, narthex, "POST", "/-/reload")).isEmpty();
      String shown = call(client, narthex, "GET", "/api/v1/rules");
      while (shown.contains("before") || !shown.contains("beside")) {
        shown = call(client, narthex, "GET", "/api/v1/rules"); // until the rules are published, which a job does
      }
      assertThat(shown).contains("\"name\":\"after\"", "\"name\":\"beside\"");
      assertThat(call(client, narthex, "GET", "/api/v1/rules?file%5B%5D=rules/b.yml")).contains("beside").doesNotContain("after");
      Files.writeString(rules.resolve("b.yml"), "groups: [{name: g, rules: [{record: broken, expr: 'sum('}]}]");
      assertThat(call(client, narthex, "POST", "/-/reload")).contains("rules/b.yml:1:");
      assertThat(call(client, narthex, "GET", "/api/v1/rules")).contains("beside").doesNotContain("broken");
      assertThat(call(client, narthex, "GET", "/metrics")).contains("prometheus_config_last_reload_successful 0\n");
    }
  }

  private static void rules(Path file, String name) throws Exception {
    Files.writeString(file, "groups: [{name: " + name + "-group, rules: [{record: " + name + ", expr: vector(1)}]}]");
  }

  private static String call(HttpClient client, LocalNarthex narthex, String method, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + narthex.port() + path)).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
