package dev.narthex.api.query;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.api.answer.JsonOutput;
import dev.narthex.promql.query.QueryStatistics;
import java.io.IOException;
import java.time.Duration;

/**
 * What a query took, as {@code stats=true} and {@code stats=all} show it: timings in seconds, and samples.
 *
 * @param start epoch milliseconds of the first step
 * @param step milliseconds between steps; 0 for an instant query
 */
record StatisticsText(QueryStatistics statistics, long start, long step) {
  void write(JsonOutput out) throws IOException {
    JsonGenerator json = out.generator();
    json.writeStartObject();
    timings(json, statistics);
    json.writeObjectFieldStart("samples");
    if (statistics.totalSamplesPerStep().length > 0) {
      json.writeArrayFieldStart("totalQueryableSamplesPerStep");
      for (int i = 0; i < statistics.totalSamplesPerStep().length; i++) {
        json.writeStartArray();
        out.shortSeconds(start + i * step);
        json.writeNumber(statistics.totalSamplesPerStep()[i]);
        json.writeEndArray();
      }
      json.writeEndArray();
    }
    samples(json, statistics);
    json.writeEndObject();
    json.writeEndObject();
  }

  static void timings(JsonGenerator json, QueryStatistics statistics) throws IOException {
    json.writeObjectFieldStart("timings");
    json.writeNumberField("evalTotalTime", seconds(statistics.preparation().plus(statistics.evaluation()).plus(statistics.sorting())));
    json.writeNumberField("resultSortTime", seconds(statistics.sorting()));
    json.writeNumberField("queryPreparationTime", seconds(statistics.preparation()));
    json.writeNumberField("innerEvalTime", seconds(statistics.evaluation()));
    json.writeNumberField("execQueueTime", 0);
    json.writeNumberField("execTotalTime", seconds(statistics.total()));
    json.writeEndObject();
  }

  static void samples(JsonGenerator json, QueryStatistics statistics) throws IOException {
    json.writeNumberField("totalQueryableSamples", statistics.totalSamples());
    json.writeNumberField("samplesRead", statistics.samplesRead());
    json.writeNumberField("peakSamples", statistics.peakSamples());
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
