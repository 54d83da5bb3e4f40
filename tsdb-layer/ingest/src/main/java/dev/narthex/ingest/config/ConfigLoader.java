package dev.narthex.ingest.config;

import dev.narthex.model.PromDuration;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.rules.RuleFileReader;
import dev.narthex.rules.RuleGroup;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Loads and validates a configuration folder. Reads files only; what it answers never changes afterwards. */
public final class ConfigLoader {
  /** The file of Narthex's own options, beside prometheus.yml. */
  public static final String OWN_FILE = "narthex.yml";

  private final Map<String, String> environment;
  private final Set<String> discoveryExtensions;
  private final List<ConfigPart> parts;

  /**
   * A loader.
   *
   * @param environment for {@code $NAME} in external labels
   * @param discoveryExtensions keys such as {@code ec2_sd_configs} that the driver's discovery serves; others are refused by name
   */
  public ConfigLoader(Map<String, String> environment, Set<String> discoveryExtensions) {
    this(environment, discoveryExtensions, List.of());
  }

  /**
   * A loader.
   *
   * @param parts files that other modules understand
   */
  public ConfigLoader(Map<String, String> environment, Set<String> discoveryExtensions, List<ConfigPart> parts) {
    this.parts = List.copyOf(parts);
    this.environment = Map.copyOf(environment);
    this.discoveryExtensions = Set.copyOf(discoveryExtensions);
  }

  /** Loads a {@code prometheus.yml} and what stands beside it. */
  public LoadedConfig load(Path prometheusYml) {
    Path parent = prometheusYml.toAbsolutePath().getParent();
    Path name = prometheusYml.getFileName();
    if (parent == null || name == null) {
      throw new ConfigException(prometheusYml.toString(), "this is no file", null);
    }
    return load(new DirectoryConfigFolder(parent), name.toString());
  }

  /**
   * Loads a configuration.
   *
   * @throws ConfigException when it is not usable; nothing of it is then valid
   */
  public LoadedConfig load(ConfigFolder folder, String mainFile) {
    ReadContext context = new ReadContext(environment, discoveryExtensions);
    Map<String, String> files = new TreeMap<>();
    String text = read(folder, mainFile).orElseThrow(() -> new ConfigException(mainFile, "the file does not exist; give its path with --config", null));
    files.put(mainFile, text);
    Optional<String> own = read(folder, OWN_FILE);
    own.ifPresent(t -> files.put(OWN_FILE, t));
    NarthexConfig narthex = own.map(t -> MappingReader.read(YamlParser.parse(OWN_FILE, t), OWN_FILE, NarthexConfig::read)).orElse(NarthexConfig.DEFAULT);
    ParserOptions promql = QueryEngine.parserOptions(QueryOptions.defaults().withFeatures(narthex.query().features()));
    PrometheusConfig prometheus = MappingReader.read(YamlParser.parse(mainFile, text), "the configuration", r -> prometheus(r, folder, files, context, promql));
    parts.forEach(part -> part.read(folder, files, context::warn));
    return new LoadedConfig(prometheus, narthex, sha256(files), files, context.warnings());
  }

  private static PrometheusConfig prometheus(MappingReader r, ConfigFolder folder, Map<String, String> files, ReadContext context, ParserOptions promql) {
    for (String key : List.of("remote_write", "remote_read", "otlp", "tracing")) {
      if (r.has(key)) {
        throw r.error(key, key + " is not supported; remove it");
      }
    }
    GlobalConfig global = r.mapping("global", m -> GlobalConfig.read(m, context)).orElse(GlobalConfig.DEFAULT);
    List<ScrapeConfig> jobs = new ArrayList<>();
    Map<String, String> places = new HashMap<>();
    readJobs(r, global, context, jobs, places);
    List<String> patterns = r.strings("scrape_config_files");
    for (String pattern : patterns) {
      for (String file : matching(folder, pattern, r, "scrape_config_files")) {
        String text = read(folder, file).orElse("");
        files.put(file, text);
        MappingReader.read(YamlParser.parse(file, text), "scrape config file", m -> {
          readJobs(m, global, context, jobs, places);
          return jobs;
        });
      }
    }
    RuleFileReader rules = new RuleFileReader(new PromqlParser(promql), global.evaluationInterval().millis());
    List<String> ruleFiles = r.strings("rule_files");
    Map<String, List<RuleGroup>> groups = new TreeMap<>();
    for (String pattern : ruleFiles) {
      List<String> found = matching(folder, pattern, r, "rule_files");
      if (found.isEmpty()) {
        context.warn(r, "rule_files", "no file matches \"" + pattern + "\"");
      }
      for (String file : found) {
        String text = read(folder, file).orElse("");
        files.put(file, text);
        groups.put(file, rules.read(file, text));
      }
    }
    AlertingConfig alerting = r.mapping("alerting", m -> AlertingConfig.read(m, context)).orElse(AlertingConfig.NONE);
    Optional<PromDuration> retention = storage(r, context);
    return new PrometheusConfig(global, ruleFiles, groups.values().stream().flatMap(List::stream).toList(), patterns, List.copyOf(jobs), alerting, retention);
  }

  private static void readJobs(MappingReader r, GlobalConfig global, ReadContext context, List<ScrapeConfig> jobs, Map<String, String> places) {
    r.items("scrape_configs").forEach(item -> {
      ScrapeConfig job = MappingReader.read(item, "scrape_configs", m -> ScrapeConfig.read(m, global, context));
      String first = places.putIfAbsent(job.jobName(), item.position().toString());
      if (first != null) {
        throw new ConfigException(item.position(), "found multiple scrape configs with job name \"" + job.jobName() + "\", the first at " + first);
      }
      jobs.add(job);
    });
  }

  /** {@code storage} and {@code runtime}: the retention time counts, the rest speaks of a server with a local disk. */
  private static Optional<PromDuration> storage(MappingReader r, ReadContext context) {
    r.mapping("runtime", m -> {
      if (m.integer("gogc").isPresent()) {
        context.warn(m, "gogc", "runtime.gogc has no effect: there is no Go runtime here");
      }
      return m;
    });
    return r.mapping("storage", m -> {
      m.mapping("exemplars", e -> {
        if (e.integer("max_exemplars").isPresent()) {
          context.warn(e, "max_exemplars", "storage.exemplars.max_exemplars has no effect: exemplars are kept as long as samples");
        }
        return e;
      });
      return m.mapping("tsdb", t -> tsdb(t, context)).flatMap(d -> d);
    }).flatMap(d -> d);
  }

  private static Optional<PromDuration> tsdb(MappingReader r, ReadContext context) {
    if (r.duration("out_of_order_time_window").isPresent()) {
      context.warn(r, "out_of_order_time_window", "storage.tsdb.out_of_order_time_window has no effect: samples out of order are always taken");
    }
    for (String key : List.of("stale_series_compaction_threshold", "chunk_encoding_xor2", "chunk_encoding")) {
      if (r.has(key)) {
        context.warn(r, key, "storage.tsdb." + key + " has no effect: the storage is another one");
      }
    }
    return r.mapping("retention", m -> {
      if (m.string("size").isPresent() || m.number("percentage").isPresent()) {
        throw m.error(m.has("size") ? "size" : "percentage", "retention by size is not supported: there is no disk to fill; use retention.time");
      }
      return m.duration("time").filter(d -> !d.isZero());
    }).flatMap(d -> d);
  }

  private static Optional<String> read(ConfigFolder folder, String path) {
    try {
      return folder.read(path);
    } catch (IOException e) {
      throw new ConfigException(path, "the file cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<String> matching(ConfigFolder folder, String pattern, MappingReader r, String key) {
    try {
      return folder.matching(pattern);
    } catch (IOException | java.util.regex.PatternSyntaxException e) {
      throw r.error(key, "\"" + pattern + "\" cannot be looked up: " + e.getMessage());
    }
  }

  private static String sha256(Map<String, String> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach((path, text) -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((path.length() + ":" + path + ":" + bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
