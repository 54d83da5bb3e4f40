package dev.narthex.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import dev.narthex.secret.SecretSource;
import dev.narthex.yaml.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
  /** A folder in memory. */
  private record Texts(Map<String, String> texts) implements ConfigFolder {
    @Override
    public Optional<String> read(String path) {
      return Optional.ofNullable(texts.get(path));
    }

    @Override
    public List<String> matching(String pattern) {
      String prefix = pattern.substring(0, pattern.indexOf('*') < 0 ? pattern.length() : pattern.indexOf('*'));
      return new TreeMap<>(texts).keySet().stream().filter(p -> p.startsWith(prefix)).toList();
    }
  }

  private static LoadedConfig load(Map<String, String> files) {
    return new ConfigLoader(Map.of("REGION", "eu"), Set.of("ec2_sd_configs", "aws_sd_configs")).load(new Texts(files), "prometheus.yml");
  }

  private static LoadedConfig load(String yaml) {
    return load(Map.of("prometheus.yml", yaml));
  }

  static final String EVERYTHING = """
      global:
        scrape_interval: 15s
        scrape_timeout: 10s
        scrape_protocols: [PrometheusText0.0.4]
        evaluation_interval: 30s
        rule_query_offset: 5s
        external_labels: {region: "$REGION-${REGION}$$", other: x}
        query_log_file: q.log
        scrape_failure_log_file: f.log
        body_size_limit: 10MB
        sample_limit: 1000
        target_limit: 30
        label_limit: 30
        label_name_length_limit: 200
        label_value_length_limit: 300
        keep_dropped_targets: 20
        metric_name_validation_scheme: utf8
        metric_name_escaping_scheme: allow-utf-8
        scrape_native_histograms: false
        convert_classic_histograms_to_nhcb: false
        always_scrape_classic_histograms: true
        extra_scrape_metrics: true
      runtime: {gogc: 75}
      storage:
        tsdb: {out_of_order_time_window: 30m, retention: {time: 7d}}
        exemplars: {max_exemplars: 1000}
      rule_files: ["rules/*.yml"]
      scrape_config_files: ["more/*.yml"]
      alerting:
        alert_relabel_configs: [{regex: replica, action: labeldrop}]
        alertmanagers:
        - scheme: https
          timeout: 5s
          path_prefix: /am
          api_version: v2
          static_configs: [{targets: ["am:9093"]}]
      scrape_configs:
      - job_name: a
        scrape_interval: 5s
        honor_labels: true
        honor_timestamps: false
        track_timestamps_staleness: true
        enable_compression: false
        scrape_failure_log_file: f.log
        fallback_scrape_protocol: PrometheusText0.0.4
        metrics_path: /m
        scheme: https
        params: {module: [http, tcp]}
        native_histogram_bucket_limit: 100
        native_histogram_min_bucket_factor: 1.1
        basic_auth: {username: u, password_file: pw}
        tls_config: {ca_file: ca.pem, cert_file: c.pem, key_file: k.pem, server_name: s, insecure_skip_verify: true, min_version: TLS12}
        proxy_url: http://proxy:3128
        no_proxy: localhost
        follow_redirects: false
        enable_http2: false
        http_headers: {X-Tenant: {values: [t]}, X-Key: {secrets: [k], files: [f]}}
        relabel_configs: [{source_labels: [__address__], target_label: x}]
        metric_relabel_configs: [{source_labels: [__name__], regex: go_.*, action: drop}]
        static_configs:
        - targets: ["h:1", "h:2"]
          labels: {env: prod}
        file_sd_configs: [{files: ["t/*.json", "t/x.yml"], refresh_interval: 1m}]
        http_sd_configs: [{url: "http://sd/x", refresh_interval: 30s, authorization: {credentials: c}}]
        dns_sd_configs: [{names: [x.y], type: A, port: 80}]
        ec2_sd_configs: [{region: eu-west-1, port: 9100}]
      - job_name: b
        oauth2: {client_id: i, client_secret: s, token_url: "https://t/x", scopes: [a]}
      - job_name: c
        bearer_token: tok
      """;

  @Test
  void everyKeyIsKnown() {
    LoadedConfig config = load(Map.of("prometheus.yml", EVERYTHING, "rules/a.yml", "groups: []\n", "more/a.yml", "scrape_configs:\n- job_name: d\n",
        "narthex.yml", "storage: {retention: 30d}\nscrape: {max_targets_per_shard: 10}\nrules: {evaluation_delay: 7s}\nquery: {timeout: 1m}\n"));
    PrometheusConfig p = config.prometheus();
    assertThat(p.global().externalLabels()).isEqualTo(Labels.of("region", "eu-eu$", "other", "x"));
    assertThat(p.scrapeConfigs()).extracting(ScrapeConfig::jobName).containsExactly("a", "b", "c", "d");
    ScrapeConfig a = p.scrapeConfigs().getFirst();
    assertThat(a.timeout()).as("not above the interval").isEqualTo(PromDuration.ofSeconds(5));
    assertThat(a.limits().bodySize()).isEqualTo(10L << 20);
    assertThat(a.discoveries()).hasSize(5);
    assertThat(a.client().basicAuth().orElseThrow().password().orElseThrow().reveal(ref -> "from " + ref)).isEqualTo("from pw");
    assertThat(p.job("c").orElseThrow().client().authorization().orElseThrow().credentials().orElseThrow().reveal(SecretSource.none())).isEqualTo("tok");
    assertThat(config.retention()).isEqualTo(PromDuration.parse("30d"));
    assertThat(config.narthex().rules().evaluationDelay()).isEqualTo(PromDuration.ofSeconds(7));
    assertThat(config.files()).containsOnlyKeys("prometheus.yml", "narthex.yml", "rules/a.yml", "more/a.yml");
    assertThat(config.warnings()).hasSize(5).anyMatch(w -> w.startsWith("prometheus.yml:23: runtime.gogc has no effect"));
  }

  @Test
  void printedConfigHidesSecretsAndReadsBackTheSame() {
    LoadedConfig config = load(Map.of("prometheus.yml", EVERYTHING, "rules/a.yml", ""));
    String printed = config.prometheus().toYaml();
    assertThat(printed).contains("client_secret: <secret>", "password_file: pw", "scrape_interval: 5s", "credentials: <secret>").doesNotContain("bearer_token");
    String again = load(Map.of("prometheus.yml", printed, "rules/a.yml", "")).prometheus().toYaml();
    assertThat(again).isEqualTo(printed);
  }

  @Test
  void defaultsAreThoseOfPrometheus() {
    ScrapeConfig job = load("scrape_configs:\n- job_name: x\n  static_configs:\n  - targets: ['localhost:9090']\n").prometheus().scrapeConfigs().getFirst();
    assertThat(job.interval()).hasToString("1m");
    assertThat(job.timeout()).hasToString("10s");
    assertThat(job.metricsPath()).isEqualTo("/metrics");
    assertThat(job.scheme()).isEqualTo("http");
    assertThat(job.honorTimestamps()).isTrue();
    assertThat(job.client().followRedirects()).isTrue();
    assertThat(job.protocols()).isEqualTo(ScrapeProtocol.DEFAULT);
    assertThat(load("global: {scrape_native_histograms: true}\nscrape_configs: [{job_name: x}]").prometheus().scrapeConfigs().getFirst().protocols().getFirst())
        .isEqualTo(ScrapeProtocol.PROMETHEUS_PROTO);
  }

  @Test
  void hashNamesTheContentOfAllFiles() {
    String one = load("global: {scrape_interval: 15s}\n").sha256();
    assertThat(one).hasSize(64).isEqualTo(load("global: {scrape_interval: 15s}\n").sha256());
    assertThat(load("global: {scrape_interval: 16s}\n").sha256()).isNotEqualTo(one);
    assertThat(load(Map.of("prometheus.yml", "global: {scrape_interval: 15s}\n", "narthex.yml", "")).sha256()).isNotEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '@', value = {
      "remote_write: [{url: x}] @ prometheus.yml:1: remote_write is not supported; remove it",
      "otlp: {x: y} @ prometheus.yml:1: otlp is not supported; remove it",
      "tracing: {x: y} @ prometheus.yml:1: tracing is not supported; remove it",
      "scrape_configs: [{job_name: a}, {job_name: a}] @ prometheus.yml:1: found multiple scrape configs with job name \"a\", the first at prometheus.yml:1",
      "scrape_configs: [{scheme: http}] @ prometheus.yml:1: job_name is empty",
      "scrape_configs: [{job_name: a, scrape_intervall: 5s}] @ prometheus.yml:1: unknown key \"scrape_intervall\" in scrape_configs; did you mean \"scrape_interval\"?",
      "scrape_configs: [{job_name: a, scrape_interval: 5s, scrape_timeout: 6s}] @ prometheus.yml:1: scrape timeout greater than scrape interval for scrape config with job name \"a\"",
      "scrape_configs: [{job_name: a, kubernetes_sd_configs: [{role: pod}]}] @ prometheus.yml:1: kubernetes_sd_configs is not supported here; use static_configs, file_sd_configs, http_sd_configs or dns_sd_configs",
      "scrape_configs: [{job_name: a, lightsail_sd_configs: [{region: eu-west-1}]}] @ prometheus.yml:1: lightsail_sd_configs needs the discovery plug-in for AWS, which is not there; see \"Discovery in AWS\" in docs/configuration.md",
      "scrape_configs: [{job_name: a, ec2_sd_configs: [{regoin: eu-west-1}]}] @ prometheus.yml:1: unknown key \"regoin\" in ec2_sd_configs; did you mean \"region\"?",
      "scrape_configs: [{job_name: a, ec2_sd_configs: [{access_key: x}]}] @ prometheus.yml:1: access_key and secret_key must be given together",
      "scrape_configs: [{job_name: a, ec2_sd_configs: [{external_id: x}]}] @ prometheus.yml:1: external_id needs role_arn: it is said when that role is assumed",
      "scrape_configs: [{job_name: a, aws_sd_configs: [{role: rds}]}] @ prometheus.yml:1: the role rds is not supported here; use ec2, ecs or lightsail",
      "scrape_configs: [{job_name: a, aws_sd_configs: [{role: elasticache}]}] @ prometheus.yml:1: the role elasticache is not supported here; use ec2, ecs or lightsail",
      "scrape_configs: [{job_name: a, aws_sd_configs: [{role: msk}]}] @ prometheus.yml:1: the role msk is not supported here; use ec2, ecs or lightsail",
      "scrape_configs: [{job_name: a, aws_sd_configs: [{role: ec2, clusters: [c]}]}] @ prometheus.yml:1: clusters does not go with this role",
      "scrape_configs: [{job_name: a, aws_sd_configs: [{region: x}]}] @ prometheus.yml:1: aws_sd_configs needs \"role\"",
      "scrape_configs: [{job_name: a, static_configs: [{targets: ['http://x:1']}]}] @ prometheus.yml:1: \"http://x:1\" is not a valid hostname",
      "scrape_configs: [{job_name: a, basic_auth: {username: u}, bearer_token: x}] @ prometheus.yml:1: at most one of basic_auth, oauth2, bearer_token and authorization must be configured",
      "scrape_configs: [{job_name: a, file_sd_configs: [{files: ['a.txt']}]}] @ prometheus.yml:1: path name \"a.txt\" is not valid for file discovery: it must end in .json, .yml or .yaml and may hold one * in its last part",
      "storage: {tsdb: {retention: {size: 1GB}}} @ prometheus.yml:1: retention by size is not supported: there is no disk to fill; use retention.time",
      "scrape_configs: [{job_name: a, scrape_protocols: [X]}] @ prometheus.yml:1: unknown scrape protocol \"X\"; known are PrometheusProto, PrometheusText0.0.4, PrometheusText1.0.0, OpenMetricsText0.0.1, OpenMetricsText1.0.0",
      "scrape_configs: [{job_name: a, http_headers: {Authorization: {values: [x]}}}] @ prometheus.yml:1: setting header \"Authorization\" is not allowed",
  })
  void complaintsNamePlaceAndRemedy(String yaml, String message) {
    assertThatThrownBy(() -> load(yaml)).isInstanceOf(ConfigException.class).hasMessage(message);
  }

  @Test
  void brokenRuleFilesAreFoundWhenLoading() {
    String rules = "groups:\n- name: g\n  rules:\n  - record: a\n    expr: sum(\n";
    assertThatThrownBy(() -> load(Map.of("prometheus.yml", "rule_files: [r.yml]\n", "r.yml", rules))).isInstanceOf(ConfigException.class).hasMessageStartingWith("r.yml:5: ");
  }

  @Test
  void missingFileIsOneSentence() {
    assertThatThrownBy(() -> load(Map.of())).hasMessage("prometheus.yml: the file does not exist; give its path with --config");
  }
}
