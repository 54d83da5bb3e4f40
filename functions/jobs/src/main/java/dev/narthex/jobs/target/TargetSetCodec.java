package dev.narthex.jobs.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.narthex.ingest.discovery.Target;
import dev.narthex.model.Labels;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The stored form of a {@link TargetSet}: gzip'd JSON.
 *
 * <pre>
 * {"v":1,"config":"9f86…",
 *  "shards":[{"name":"node-0","interval":15000,"targets":[
 *     {"id":"32 hexadecimal digits","pool":"node","url":"http://…","timeout":10000,
 *      "labels":{…},"discovered":{…},"options":{…}}]}],
 *  "pools":[{"name":"node","droppedCount":0,"dropped":[{…}],"error":""}]}
 * </pre>
 */
public final class TargetSetCodec {
  private static final int VERSION = 1;
  private static final JsonFactory JSON = new JsonFactory();

  private TargetSetCodec() {}

  public static byte[] encode(TargetSet set) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(new GZIPOutputStream(bytes))) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("config", set.config());
      json.writeArrayFieldStart("shards");
      for (Shard shard : set.shards()) {
        write(json, shard);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("pools");
      for (TargetSet.Pool pool : set.pools()) {
        json.writeStartObject();
        json.writeStringField("name", pool.name());
        json.writeNumberField("droppedCount", pool.droppedCount());
        json.writeArrayFieldStart("dropped");
        for (Labels labels : pool.dropped()) {
          write(json, labels);
        }
        json.writeEndArray();
        json.writeStringField("error", pool.error());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Shard shard) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", shard.name());
    json.writeNumberField("interval", shard.interval());
    json.writeArrayFieldStart("targets");
    for (Target target : shard.targets()) {
      json.writeStartObject();
      json.writeStringField("id", target.identity().toString());
      json.writeStringField("pool", target.pool());
      json.writeStringField("url", target.url());
      json.writeNumberField("timeout", target.timeout());
      json.writeFieldName("labels");
      write(json, target.labels());
      json.writeFieldName("discovered");
      write(json, target.discovered());
      json.writeFieldName("options");
      write(json, target.options());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Labels labels) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < labels.size(); i++) {
      json.writeStringField(labels.name(i), labels.value(i));
    }
    json.writeEndObject();
  }

  /**
   * Reads a stored set.
   *
   * @param key names the object in errors
   * @throws IllegalStateException when the bytes are no target set of this version
   */
  public static TargetSet decode(String key, byte[] bytes) {
    try (JsonParser json = JSON.createParser(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
      return new Reader(json).set();
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("object " + key + " is no target set of version " + VERSION + ": " + e.getMessage(), e);
    }
  }

  /** Reads member by member; unknown members are skipped. */
  private record Reader(JsonParser json) {
    private interface Member {
      void read(String name) throws IOException;
    }

    private interface Element {
      void read() throws IOException;
    }

    private void object(Member member) throws IOException {
      expect(JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        member.read(name);
      }
      expect(JsonToken.END_OBJECT);
    }

    private void array(Element element) throws IOException {
      expect(JsonToken.START_ARRAY);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        element.read();
      }
    }

    private void expect(JsonToken token) throws IOException {
      if (json.currentToken() != token) {
        throw new JsonParseException(json, "expected " + token + ", found " + json.currentToken());
      }
    }

    TargetSet set() throws IOException {
      json.nextToken();
      String[] config = {""};
      long[] version = {0};
      List<Shard> shards = new ArrayList<>();
      List<TargetSet.Pool> pools = new ArrayList<>();
      object(
          name -> {
            switch (name) {
              case "v" -> version[0] = json.getLongValue();
              case "config" -> config[0] = json.getText();
              case "shards" -> array(() -> shards.add(shard()));
              case "pools" -> array(() -> pools.add(pool()));
              default -> json.skipChildren();
            }
          });
      if (version[0] != VERSION) {
        throw new JsonParseException(json, "version " + version[0]);
      }
      return new TargetSet(config[0], shards, pools);
    }

    private Shard shard() throws IOException {
      String[] shard = {""};
      long[] interval = {0};
      List<Target> targets = new ArrayList<>();
      object(
          name -> {
            switch (name) {
              case "name" -> shard[0] = json.getText();
              case "interval" -> interval[0] = json.getLongValue();
              case "targets" -> array(() -> targets.add(target(interval[0])));
              default -> json.skipChildren();
            }
          });
      return new Shard(shard[0], interval[0], targets);
    }

    private Target target(long interval) throws IOException {
      String[] text = {"", "", ""};
      long[] timeout = {0};
      Labels[] labels = {Labels.empty(), Labels.empty(), Labels.empty()};
      object(
          name -> {
            switch (name) {
              case "id" -> text[0] = json.getText();
              case "pool" -> text[1] = json.getText();
              case "url" -> text[2] = json.getText();
              case "timeout" -> timeout[0] = json.getLongValue();
              case "labels" -> labels[0] = labels();
              case "discovered" -> labels[1] = labels();
              case "options" -> labels[2] = labels();
              default -> json.skipChildren();
            }
          });
      return new Target(identity(text[0]), text[1], labels[0], labels[1], text[2], interval, timeout[0], labels[2]);
    }

    private static TargetIdentity identity(String hex) {
      if (hex.length() != 32) {
        throw new IllegalArgumentException("target identity \"" + hex + "\" is not 32 digits long");
      }
      return new TargetIdentity(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }

    private TargetSet.Pool pool() throws IOException {
      String[] text = {"", ""};
      int[] count = {0};
      List<Labels> dropped = new ArrayList<>();
      object(
          name -> {
            switch (name) {
              case "name" -> text[0] = json.getText();
              case "droppedCount" -> count[0] = json.getIntValue();
              case "dropped" -> array(() -> dropped.add(labels()));
              case "error" -> text[1] = json.getText();
              default -> json.skipChildren();
            }
          });
      return new TargetSet.Pool(text[0], count[0], dropped, text[1]);
    }

    private Labels labels() throws IOException {
      Labels.Builder labels = Labels.builder();
      object(name -> labels.set(name, json.getText()));
      return labels.build();
    }
  }
}
