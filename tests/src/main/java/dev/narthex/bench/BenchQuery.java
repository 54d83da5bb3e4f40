package dev.narthex.bench;

import java.util.List;
import java.util.Optional;

/**
 * The eighteen queries of the query benchmark.
 *
 * @param seconds length of the range; 0 for an instant query
 * @param step seconds between points
 */
record BenchQuery(String id, String expression, int seconds, int step) {
  /** Last sample of the data set, epoch seconds. */
  static final long END = 1795219170;

  private static final int DAY = 86_400;

  static final List<BenchQuery> ALL =
      List.of(
          new BenchQuery("i1", "sum by (route) (rate(http_requests_total[5m]))", 0, 0),
          new BenchQuery("i2", "histogram_quantile(0.99, sum by (le, route) (rate(http_request_duration_seconds_bucket[5m])))", 0, 0),
          new BenchQuery("i3", "topk(10, rate(http_requests_total[1h]))", 0, 0),
          new BenchQuery("i4", "count by (__name__) ({__name__=~\".+\"})", 0, 0),
          new BenchQuery("i5", "sum by (route) (increase(http_requests_total[24h]))", 0, 0),
          new BenchQuery("r1", "sum(rate(http_requests_total[5m]))", DAY, 60),
          new BenchQuery("r2", "sum by (instance) (rate(http_requests_total[5m]))", DAY, 60),
          new BenchQuery("r3", "histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))", DAY, 60),
          new BenchQuery("r4", "sum by (instance) (rate(http_requests_total{code=\"500\"}[5m])) / sum by (instance) (rate(http_requests_total[5m]))", DAY, 300),
          new BenchQuery("r5", "avg_over_time(node_memory_used_bytes[10m])", DAY, 60),
          new BenchQuery("r6", "max by (job) (node_load1)", DAY, 60),
          new BenchQuery("r7", "quantile_over_time(0.95, node_load1[1h])", DAY, 300),
          new BenchQuery("r8", "rate(http_requests_total{route=\"/cart\"}[2m])", DAY / 4, 30),
          new BenchQuery("r9", "topk(5, sum by (route, instance) (rate(http_requests_total[5m])))", DAY, 300),
          new BenchQuery("r10", "max_over_time(sum(rate(http_requests_total[5m]))[1h:1m])", DAY, 300),
          new BenchQuery("r11", "node_memory_used_bytes / on (instance) group_left () node_load1 > 0", DAY, 60),
          new BenchQuery("r12", "http_requests_total", DAY, 120),
          new BenchQuery("r13", "1 - avg by (instance) (rate(node_cpu_seconds_total{mode=\"idle\"}[5m]))", DAY, 60));

  boolean isInstant() {
    return seconds == 0;
  }

  /**
   * Path and parameters of the request.
   *
   * @param shift seconds later than the grid of the samples, so that servers with closed and with left-open ranges see the same samples
   */
  String target(int shift, Optional<String> extra) {
    // the inner steps of a subquery stay on the grid wherever the query begins: there the selector is shifted
    String shifted = shift == 0 ? expression : expression.replace("[5m]))[1h:", "[5m] offset " + shift + "s))[1h:");
    String query = java.net.URLEncoder.encode(shifted, java.nio.charset.StandardCharsets.UTF_8);
    long end = END + shift;
    String parameters = isInstant() ? "query?query=" + query + "&time=" + end : "query_range?query=" + query + "&start=" + (end - seconds) + "&end=" + end + "&step=" + step;
    return "/api/v1/" + parameters + extra.map(e -> "&" + e).orElse("");
  }
}
