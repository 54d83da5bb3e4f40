package dev.narthex.api.answer;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.narthex.model.GoFloat;
import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON generator with the value shapes of Prometheus' API. Structure and strings go through jackson-core; samples are printed
 * straight into the buffer behind it.
 */
public final class JsonOutput {
  private static final JsonFactory FACTORY = JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final ByteSink sink;
  private final JsonGenerator generator;
  private final FloatText floats = new FloatText();
  private long[] lastTimes = {};
  private @Nullable TimeText times;

  JsonOutput(ByteSink sink) {
    this.sink = sink;
    try {
      this.generator = FACTORY.createGenerator(sink, JsonEncoding.UTF8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e); // a generator over memory does no I/O
    }
  }

  /** For structure, strings and plain numbers. */
  public JsonGenerator generator() {
    return generator;
  }

  void flush() throws IOException {
    generator.flush();
  }

  public void labels(Labels labels) throws IOException {
    generator.writeStartObject();
    for (int i = 0; i < labels.size(); i++) {
      generator.writeStringField(labels.name(i), labels.value(i));
    }
    generator.writeEndObject();
  }

  public void strings(Collection<String> strings) throws IOException {
    generator.writeStartArray();
    for (String s : strings) {
      generator.writeString(s);
    }
    generator.writeEndArray();
  }

  public void stringMap(Map<String, String> map) throws IOException {
    generator.writeStartObject();
    for (Map.Entry<String, String> e : map.entrySet()) {
      generator.writeStringField(e.getKey(), e.getValue());
    }
    generator.writeEndObject();
  }

  /** A float as a string: {@code "1.5"}. */
  public void floatString(double value) throws IOException {
    beginRaw();
    sink.write('"');
    floats.append(sink, value);
    sink.write('"');
  }

  /** Epoch milliseconds as seconds: {@code 1435781451.781}. */
  public void seconds(long millis) throws IOException {
    beginRaw();
    sink.putSeconds(millis);
  }

  /** Epoch milliseconds as the shortest number of seconds: {@code 1.5}, where Go's own encoder writes times. */
  public void shortSeconds(long millis) throws IOException {
    generator.writeNumber(GoFloat.plain(millis / 1000.0));
  }

  /** A scalar result: {@code [1.5,"1"]}. Its value never has an exponent. */
  public void scalar(long millis, double value) throws IOException {
    generator.writeStartArray();
    shortSeconds(millis);
    generator.writeString(GoFloat.plain(value));
    generator.writeEndArray();
  }

  /** One sample: {@code [1435781451.781,"1"]}. */
  public void sample(long millis, double value) throws IOException {
    beginRaw();
    TimeText.begin(sink, millis);
    floats.append(sink, value);
    sink.putPair('"', ']');
  }

  /** One histogram sample: {@code [1435781451.781,{"count":"…","sum":"…","buckets":[…]}]}. */
  public void sample(long millis, NativeHistogram histogram) throws IOException {
    generator.writeStartArray();
    seconds(millis);
    HistogramText.write(this, histogram);
    generator.writeEndArray();
  }

  /** An array of samples; both arrays have the same length. */
  public void samples(long[] millis, double[] values) throws IOException {
    beginSamples();
    samples(millis, values, 0, values.length);
    endSamples();
  }

  /** Elements of an array that were written apart; at least one. */
  public void elements(ElementText text) throws IOException {
    beginRaw();
    text.appendTo(sink);
  }

  /** Opens an array of samples, for those who write it piece by piece. */
  public void beginSamples() throws IOException {
    beginRaw();
    sink.write('[');
  }

  /** The samples {@code [from, to)} of a series, in order and without gaps between pieces. */
  public void samples(long[] millis, double[] values, int from, int to) {
    TimeText texts = timeText(millis);
    for (int i = from; i < to; i++) {
      if (texts != null) {
        texts.begin(sink, i);
      } else {
        if (i > 0) {
          sink.write(',');
        }
        TimeText.begin(sink, millis[i]);
      }
      floats.append(sink, values[i]);
      sink.putPair('"', ']');
    }
  }

  public void endSamples() {
    sink.write(']');
  }

  /** The printed times when an array of times comes for the second time. */
  private @Nullable TimeText timeText(long[] millis) {
    TimeText known = times;
    if (known != null && known.isOf(millis)) {
      return known;
    }
    if (lastTimes != millis) {
      lastTimes = millis;
      return null;
    }
    times = TimeText.of(millis);
    return times;
  }

  /** Lets the generator write the comma or colon that is due and gives its buffer to the sink, so that the value can follow there. */
  private void beginRaw() throws IOException {
    generator.writeRawValue("");
    generator.flush();
  }
}
