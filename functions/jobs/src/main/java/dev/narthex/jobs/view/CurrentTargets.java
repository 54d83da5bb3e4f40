package dev.narthex.jobs.view;

import dev.narthex.api.Tenant;
import dev.narthex.api.series.SeriesSources;
import dev.narthex.api.target.ActiveTarget;
import dev.narthex.api.target.DroppedTarget;
import dev.narthex.api.target.MetadataSelection;
import dev.narthex.api.target.RelabelStep;
import dev.narthex.api.target.TargetMetadata;
import dev.narthex.api.target.TargetsView;
import dev.narthex.ingest.config.ScrapeConfig;
import dev.narthex.ingest.discovery.Target;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.jobs.target.TargetReports;
import dev.narthex.jobs.target.TargetSet;
import dev.narthex.jobs.target.TargetSets;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.PromDuration;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.SeriesSource;
import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.read.TargetState;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The targets page, from the published target set and the latest level-0 items. */
public final class CurrentTargets implements TargetsView {
  private static final Duration RECENT = Duration.ofMinutes(5);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final ConfigSource configs;
  private final TargetSets sets;
  private final TargetReports reports;
  private final SeriesSources sources;
  private final InstantSource clock;
  private final String hostname;

  /**
   * @param hostname what loopback targets are called from outside
   */
  public CurrentTargets(ConfigSource configs, TargetSets sets, TargetReports reports, SeriesSources sources, InstantSource clock, String hostname) {
    this.configs = configs;
    this.sets = sets;
    this.reports = reports;
    this.sources = sources;
    this.clock = clock;
    this.hostname = hostname;
  }

  @Override
  public List<ActiveTarget> active(Tenant tenant) {
    TargetSet set = sets.current(tenant.name()).set();
    Map<TargetIdentity, TargetState> latest = reports.latest(tenant.name());
    Map<String, Integer> order = new LinkedHashMap<>();
    set.pools().forEach(pool -> order.put(pool.name(), order.size()));
    return set.shards().stream()
        .flatMap(shard -> shard.targets().stream())
        .sorted(
            Comparator.<Target>comparingInt(target -> order.getOrDefault(target.pool(), order.size()))
                .thenComparing(Target::url)
                .thenComparing(Target::labels))
        .map(target -> active(target, latest))
        .toList();
  }

  private ActiveTarget active(Target target, Map<TargetIdentity, TargetState> latest) {
    Optional<ActiveTarget.LastScrape> last =
        Optional.ofNullable(latest.get(target.identity())).map(TargetState::health).map(CurrentTargets::lastScrape);
    return new ActiveTarget(
        target.discovered(),
        target.labels(),
        target.pool(),
        target.url(),
        globalUrl(target.url()),
        last,
        new PromDuration(target.interval()).toString(),
        new PromDuration(target.timeout()).toString());
  }

  private static ActiveTarget.LastScrape lastScrape(TargetHealth health) {
    Duration took = Duration.ofNanos(Math.round(health.durationSeconds() * 1e9));
    return new ActiveTarget.LastScrape(Instant.ofEpochMilli(health.timestamp()), took, health.error());
  }

  private String globalUrl(String url) {
    try {
      URI uri = URI.create(url);
      String host = uri.getHost();
      if (host == null || !LOOPBACK.contains(host)) {
        return url;
      }
      int start = url.indexOf(host, url.indexOf("://") + 3);
      return url.substring(0, start) + hostname + url.substring(start + host.length());
    } catch (IllegalArgumentException e) {
      return url; // a URL that only the scraper understands is shown as it is
    }
  }

  @Override
  public List<DroppedTarget> dropped(Tenant tenant) {
    List<DroppedTarget> dropped = new ArrayList<>();
    for (TargetSet.Pool pool : sets.current(tenant.name()).set().pools()) {
      pool.dropped().forEach(labels -> dropped.add(new DroppedTarget(labels, pool.name())));
    }
    return dropped;
  }

  @Override
  public Map<String, Integer> droppedCounts(Tenant tenant) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    scrapePools(tenant).forEach(pool -> counts.put(pool, 0));
    sets.current(tenant.name()).set().pools().forEach(pool -> counts.put(pool.name(), pool.droppedCount()));
    return counts;
  }

  @Override
  public List<String> scrapePools(Tenant tenant) {
    return configs.current().prometheus().scrapeConfigs().stream().map(ScrapeConfig::jobName).sorted().toList();
  }

  @Override
  public List<TargetMetadata> metadata(Tenant tenant, MetadataSelection selection) {
    SeriesSource source = sources.of(tenant);
    long now = clock.millis();
    TimeRange range = TimeRange.closed(now - RECENT.toMillis(), now);
    Map<String, List<MetricMetadata>> families = source.metadata(selection.metric(), 0);
    List<TargetMetadata> answer = new ArrayList<>();
    int targets = 0;
    for (Target target : sets.current(tenant.name()).set().targets().values()) {
      if (!LabelMatcher.allMatch(selection.targets(), target.labels())) {
        continue;
      }
      if (selection.limit() >= 0 && targets++ >= selection.limit()) {
        break;
      }
      Set<String> names = new TreeSet<>(source.labelValues(Labels.METRIC_NAME, List.of(matchers(target.labels())), range, 0));
      families.forEach(
          (family, entries) -> {
            if (hasFamily(names, family)) {
              entries.stream().limit(1).forEach(metadata -> answer.add(new TargetMetadata(target.labels(), family, metadata)));
            }
          });
    }
    return answer;
  }

  private static List<LabelMatcher> matchers(Labels labels) {
    List<LabelMatcher> matchers = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      matchers.add(LabelMatcher.equal(labels.name(i), labels.value(i)));
    }
    return matchers;
  }

  private static boolean hasFamily(Set<String> names, String family) {
    return names.contains(family)
        || names.contains(family + "_total")
        || names.contains(family + "_count")
        || names.contains(family + "_bucket")
        || names.contains(family + "_info");
  }

  @Override
  public Optional<List<RelabelStep>> relabelSteps(Tenant tenant, String scrapePool, Labels discovered) {
    return configs
        .current()
        .prometheus()
        .job(scrapePool)
        .map(
            job ->
                job.relabeling().trace(discovered).stream()
                    .map(step -> new RelabelStep(step.rule().fields(), step.output(), step.keep()))
                    .toList());
  }
}
