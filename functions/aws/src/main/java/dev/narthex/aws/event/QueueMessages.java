package dev.narthex.aws.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A batch of a queue, and the answer that names the messages which must come again. */
public final class QueueMessages {
  private static final JsonFactory JSON = new JsonFactory();

  /** One message. */
  public record Message(String id, String body) {}

  private QueueMessages() {}

  /**
   * The messages of an SQS event.
   *
   * @throws IOException when the event is none
   */
  public static List<Message> read(EventJson event) throws IOException {
    List<EventJson> records = event.objects("Records");
    if (records.isEmpty()) {
      throw new IOException("the event carries no \"Records\": is it a queue's?");
    }
    return records.stream().map(record -> new Message(record.text("messageId").orElse(""), record.text("body").orElse(""))).toList();
  }

  /**
   * Writes the answer for {@code ReportBatchItemFailures}: every message that is not named is done.
   *
   * @param failed ids of the messages to deliver again
   */
  public static void writeFailures(List<String> failed, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("batchItemFailures");
      for (String id : failed) {
        json.writeStartObject();
        json.writeStringField("itemIdentifier", id);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
