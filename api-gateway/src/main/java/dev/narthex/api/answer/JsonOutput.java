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

/**
 * A JSON generator with the value shapes of Prometheus' API. Structure and strings go through jackson-core; samples are printed
 * straight into the buffer behind it.
 */
public final class JsonOutput {
  private static final JsonFactory FACTORY = JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final ByteSink sink;
  private final JsonGenerator generator;

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
    FloatText.append(sink, value);
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
    sink.write('[');
    sink.putSeconds(millis);
    sink.putAscii(",\"");
    FloatText.append(sink, value);
    sink.putAscii("\"]");
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
    beginRaw();
    sink.write('[');
    for (int i = 0; i < values.length; i++) {
      sink.putAscii(i == 0 ? "[" : ",[");
      sink.putSeconds(millis[i]);
      sink.putAscii(",\"");
      FloatText.append(sink, values[i]);
      sink.putAscii("\"]");
    }
    sink.write(']');
  }

  /** Lets the generator write the comma or colon that is due and gives its buffer to the sink, so that the value can follow there. */
  private void beginRaw() throws IOException {
    generator.writeRawValue("");
    generator.flush();
  }
}
