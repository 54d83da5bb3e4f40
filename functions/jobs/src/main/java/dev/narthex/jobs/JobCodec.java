package dev.narthex.jobs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The JSON form of a {@link Job}: one flat object.
 *
 * <pre>
 * {"v":1,"job":"scrape","id":"scrape/default/node-0/1795132800000","tenant":"default","config":"9f86…",
 *  "shard":"node-0","tick":1795132800000}
 *
 * discover: tick · scrape: shard, tick · evaluate: batch, tick · flush: group, seq · notify: group, seq, integration · compact: level, window, part · sweep: tick
 * </pre>
 *
 * {@code v} is the version of this form; a reader refuses any other. Members that a reader does not know are skipped, so that a
 * newer sender may add some. {@code id} follows from the rest and must agree with it.
 */
public final class JobCodec {
  private static final int VERSION = 1;
  private static final int MAX_LENGTH = 64 * 1024;
  private static final JsonFactory JSON = new JsonFactory();

  private JobCodec() {}

  public static String encode(Job job) {
    StringWriter text = new StringWriter(192);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("job", job.kind().word());
      json.writeStringField("id", job.id());
      json.writeStringField("tenant", job.tenant());
      json.writeStringField("config", job.config());
      switch (job) {
        case Job.Discover discover -> json.writeNumberField("tick", discover.tick());
        case Job.Scrape scrape -> {
          json.writeStringField("shard", scrape.shard());
          json.writeNumberField("tick", scrape.tick());
        }
        case Job.Evaluate evaluate -> {
          json.writeStringField("batch", evaluate.batch());
          json.writeNumberField("tick", evaluate.tick());
        }
        case Job.Flush flush -> {
          json.writeStringField("group", flush.group());
          json.writeNumberField("seq", flush.seq());
        }
        case Job.Notify notify -> {
          json.writeStringField("group", notify.group());
          json.writeNumberField("seq", notify.seq());
          json.writeStringField("integration", notify.integration());
        }
        case Job.Compact compact -> {
          json.writeNumberField("level", compact.level());
          json.writeNumberField("window", compact.window());
          json.writeNumberField("part", compact.part());
        }
        case Job.Sweep sweep -> json.writeNumberField("tick", sweep.tick());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Reads one job.
   *
   * @throws JobFormatException when the text is no job of this version
   */
  public static Job decode(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new JobFormatException("a job message of " + text.length() + " characters is longer than any job can be (" + MAX_LENGTH + ")");
    }
    Members members = new Members(read(text));
    long version = members.number("v");
    if (version != VERSION) {
      throw new JobFormatException("job message has version " + version + "; this build reads version " + VERSION);
    }
    String tenant = members.text("tenant");
    String config = members.text("config");
    Job job =
        switch (kind(members.text("job"))) {
          case DISCOVER -> new Job.Discover(tenant, config, members.number("tick"));
          case SCRAPE -> new Job.Scrape(tenant, config, members.text("shard"), members.number("tick"));
          case EVALUATE -> new Job.Evaluate(tenant, config, members.text("batch"), members.number("tick"));
          case FLUSH -> new Job.Flush(tenant, config, members.text("group"), members.number("seq"));
          case NOTIFY -> new Job.Notify(tenant, config, members.text("group"), members.number("seq"), members.text("integration"));
          case COMPACT ->
              new Job.Compact(tenant, config, members.integer("level"), members.number("window"), members.integer("part"));
          case SWEEP -> new Job.Sweep(tenant, config, members.number("tick"));
        };
    if (!job.id().equals(members.text("id"))) {
      throw new JobFormatException("job message names itself " + members.text("id") + " but its members say " + job.id());
    }
    return job;
  }

  private static Job.Kind kind(String word) {
    for (Job.Kind kind : Job.Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new JobFormatException("job message asks for \"" + word + "\", which is no job of this build");
  }

  private static Map<String, Object> read(String text) {
    Map<String, Object> members = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new JobFormatException("job message is not a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_STRING) {
          members.put(name, json.getText());
        } else if (value == JsonToken.VALUE_NUMBER_INT) {
          members.put(name, json.getLongValue());
        } else {
          json.skipChildren();
        }
      }
      if (json.nextToken() != null) {
        throw new JobFormatException("job message goes on after its object");
      }
      return members;
    } catch (IOException e) {
      throw new JobFormatException("job message is not JSON: " + firstLine(e), e);
    }
  }

  private static String firstLine(IOException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private record Members(Map<String, Object> values) {
    String text(String name) {
      if (values.get(name) instanceof String text) {
        return text;
      }
      throw new JobFormatException("job message lacks the text \"" + name + "\"");
    }

    long number(String name) {
      if (values.get(name) instanceof Long number) {
        return number;
      }
      throw new JobFormatException("job message lacks the whole number \"" + name + "\"");
    }

    int integer(String name) {
      long number = number(name);
      if (number != (int) number) {
        throw new JobFormatException("job message has \"" + name + "\" = " + number + ", which is out of range");
      }
      return (int) number;
    }
  }
}
