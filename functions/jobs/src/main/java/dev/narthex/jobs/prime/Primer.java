package dev.narthex.jobs.prime;

import dev.narthex.tsdb.catalog.Windows;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Asks a {@link SyntheticNarthex} what dashboards ask, round by round. */
public final class Primer {
  private static final long DAY = Windows.LEVEL_THREE / 1000;
  private static final long END = SyntheticDay.END.getEpochSecond() - 60;

  private static final long MOMENT = 900;

  /** Seconds between the points of a range, one after the other by round. */
  private static final int[] STEPS = {120, 300, 60};

  private static final int STEP_OF_A_MOMENT = 15;

  private static final List<String> INSTANT =
      List.of(
          "sum by (route) (rate(http_requests_total[5m]))",
          "histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))",
          "topk(3, rate(http_requests_total[1h]))",
          "count by (__name__) ({__name__=~\".+\"})",
          "sum by (route) (increase(http_requests_total[1d]))",
          "max by (instance) (node_load1) > 2 or vector(1)");

  private static final List<String> RANGE =
      List.of(
          "sum(rate(http_requests_total[5m]))",
          "sum by (instance) (rate(http_requests_total{code=~\"2..\"}[5m]))",
          "histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))",
          "sum by (instance) (rate(http_requests_total{code=\"500\"}[5m])) / sum by (instance) (rate(http_requests_total[5m]))",
          "avg_over_time(node_memory_used_bytes[10m])",
          "max by (job) (node_load1)",
          "quantile_over_time(0.95, node_load1[1h])",
          "rate(http_requests_total{route=\"/cart\"}[5m])",
          "topk(5, sum by (route, instance) (rate(http_requests_total[5m])))",
          "max_over_time(sum(rate(http_requests_total[5m]))[1h:1m])",
          "node_memory_used_bytes / on (instance) group_left () node_load1 > 0",
          "http_requests_total",
          "1 - avg by (instance) (rate(node_cpu_seconds_total{mode=\"idle\"}[5m]))",
          "avg(cache_hit_ratio) and on () count(up == 1) > 0",
          "max_over_time(cache_hit_ratio[30m])",
          "sum by (mode) (irate(node_cpu_seconds_total[5m]))",
          "sum without (instance) (increase(job_seconds[10m])) + on (job) group_left () max by (job) (job_seconds)");

  private Primer() {}

  /** How a question gets to the controllers. */
  @FunctionalInterface
  public interface Front {
    /**
     * Asks and reads the whole answer.
     *
     * @param target path and query string of a GET
     */
    void ask(String target) throws IOException;
  }

  /** Says when to ask. */
  @FunctionalInterface
  public interface Pace {
    /** Returns when the next question may be asked; false = no more questions. */
    boolean next();
  }

  /**
   * Asks all questions, and again, until the rounds or the pace are at their end.
   *
   * @param rounds of questions about a day: they take long enough for the loops over samples to be compiled
   * @param moments rounds about a quarter of an hour before each of these: they cost little, so that what a question costs whatever it
   *     reads is run often enough to be compiled too
   */
  public static void run(int rounds, int moments, Front front, Pace pace) throws IOException {
    for (int round = 0; round < rounds; round++) {
      for (int moment = 0; moment < moments; moment++) {
        ask(targets(MOMENT, STEP_OF_A_MOMENT), front, pace);
      }
      ask(targets(DAY, STEPS[round % STEPS.length]), front, pace);
    }
  }

  private static void ask(List<String> targets, Front front, Pace pace) throws IOException {
    for (String target : targets) {
      if (!pace.next()) {
        return;
      }
      front.ask(target);
    }
  }

  private static List<String> targets(long seconds, int step) {
    Stream<String> instant = INSTANT.stream().map(q -> "/api/v1/query?query=" + encoded(q) + "&time=" + END);
    Stream<String> range = RANGE.stream().map(q -> "/api/v1/query_range?query=" + encoded(q) + "&start=" + (END - seconds) + "&end=" + END + "&step=" + step);
    Stream<String> labels = Stream.of("/api/v1/labels", "/api/v1/label/instance/values", "/api/v1/series?match%5B%5D=node_load1");
    return Stream.of(instant, range, labels).flatMap(s -> s).toList();
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
