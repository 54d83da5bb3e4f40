package dev.narthex.ingest.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.DiscoveryConfig;
import dev.narthex.model.Labels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DnsDiscoveryTest {
  private static final int A = 1;
  private static final int NS = 2;
  private static final int MX = 15;
  private static final int AAAA = 28;
  private static final int SRV = 33;

  @TempDir private Path folder;
  private NameServer server;

  @BeforeEach
  void start() throws Exception {
    server = new NameServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private DnsDiscovery discovery(String config) throws Exception {
    Path file = Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: [{job_name: a, dns_sd_configs: [" + config + "]}]\n");
    DiscoveryConfig read = new ConfigLoader(Map.of(), Set.of()).load(file).prometheus().scrapeConfigs().getFirst().discoveries().getFirst();
    return new DnsDiscovery((DiscoveryConfig.Dns) read, server.url());
  }

  private List<Labels> targets(String config) throws Exception {
    return discovery(config).discover().stream().flatMap(group -> group.targets().stream()).toList();
  }

  @Test
  void servicesBringTheirPort() throws Exception {
    server.set(SRV, "_prometheus._tcp.example", NameServer.numbered("b.example", 1, 5, 9200), NameServer.numbered("a.example", 1, 5, 9100));
    assertThat(targets("{names: [_prometheus._tcp.example]}"))
        .containsExactly(
            Labels.of(
                "__address__", "a.example:9100", "__meta_dns_name", "_prometheus._tcp.example", "__meta_dns_srv_record_port", "9100",
                "__meta_dns_srv_record_target", "a.example."),
            Labels.of(
                "__address__", "b.example:9200", "__meta_dns_name", "_prometheus._tcp.example", "__meta_dns_srv_record_port", "9200",
                "__meta_dns_srv_record_target", "b.example."));
  }

  @Test
  void otherRecordsTakeThePortOfTheConfiguration() throws Exception {
    server.set(A, "host.example", new byte[] {10, 0, 0, 2}, new byte[] {10, 0, 0, 1});
    server.set(AAAA, "host.example", new byte[] {0x20, 1, 0xd, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    server.set(MX, "mail.example", NameServer.numbered("mx.example", 10));
    server.set(NS, "zone.example", NameServer.name("ns.example"));
    assertThat(targets("{names: [host.example], type: A, port: 80}")).extracting(labels -> labels.get("__address__")).containsExactly("10.0.0.1:80", "10.0.0.2:80");
    assertThat(targets("{names: [host.example], type: AAAA, port: 80}")).singleElement()
        .satisfies(labels -> assertThat(labels.get("__address__")).startsWith("[2001:db8:").endsWith(":1]:80"));
    assertThat(targets("{names: [mail.example], type: MX, port: 25}")).singleElement().isEqualTo(
        Labels.of("__address__", "mx.example:25", "__meta_dns_mx_record_target", "mx.example.", "__meta_dns_name", "mail.example"));
    assertThat(targets("{names: [zone.example], type: NS, port: 53}")).singleElement().isEqualTo(
        Labels.of("__address__", "ns.example:53", "__meta_dns_name", "zone.example", "__meta_dns_ns_record_target", "ns.example."));
  }

  @Test
  void eachRunAsksAgain() throws Exception {
    server.set(A, "host.example", new byte[] {10, 0, 0, 1});
    DnsDiscovery discovery = discovery("{names: [host.example], type: A, port: 80}");
    assertThat(discovery.discover().getFirst().targets()).hasSize(1);
    server.set(A, "host.example", new byte[] {10, 0, 0, 1}, new byte[] {10, 0, 0, 2});
    assertThat(discovery.discover().getFirst().targets()).hasSize(2);
  }

  @Test
  void aNameThatDoesNotExistHasNoTargets() throws Exception {
    assertThat(targets("{names: [nobody.example], type: A, port: 80}")).isEmpty();
  }

  @Test
  void aServerThatFailsFailsTheRun() throws Exception {
    server.set(A, "host.example", new byte[] {10, 0, 0, 1});
    server.fail(2);
    DnsDiscovery discovery = discovery("{names: [host.example], type: A, port: 80}");
    assertThatThrownBy(discovery::discover).isInstanceOf(DiscoveryException.class).hasMessageStartingWith("dns_sd_configs: host.example: ");
  }
}
