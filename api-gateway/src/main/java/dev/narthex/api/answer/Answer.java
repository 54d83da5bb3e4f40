package dev.narthex.api.answer;

import dev.narthex.promql.query.Annotations;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes HTTP responses. Bodies are byte arrays or, when large, streams; the same on every server. */
public final class Answer {
  /** Documents up to this size are sent with a length, larger ones in chunks. */
  private static final int WHOLE_BYTES = 256 * 1024;

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String TRUNCATED = "results truncated due to limit";

  private Answer() {}

  public static MutableHttpResponse<?> success(JsonData data) {
    return success(data, Annotations.NONE, Completeness.COMPLETE);
  }

  public static MutableHttpResponse<?> success(JsonData data, Completeness completeness) {
    return success(data, Annotations.NONE, completeness);
  }

  public static MutableHttpResponse<?> success(JsonData data, Annotations annotations, Completeness completeness) {
    return success(data, annotations, completeness, List.of());
  }

  /** @param warnings about the request rather than its result */
  public static MutableHttpResponse<?> success(JsonData data, Annotations annotations, Completeness completeness, List<String> warnings) {
    List<String> more = new ArrayList<>(warnings);
    if (completeness == Completeness.TRUNCATED) {
      more.add(TRUNCATED);
    }
    return json(200, Envelope.of(data, annotations, more));
  }

  /** The error envelope. */
  public static MutableHttpResponse<?> error(ErrorType type, String message) {
    return json(
        type.status(),
        JsonData.of(
            out -> {
              out.generator().writeStartObject();
              out.generator().writeStringField("status", "error");
              out.generator().writeStringField("errorType", type.word());
              out.generator().writeStringField("error", message);
              out.generator().writeEndObject();
            }));
  }

  /** A JSON document without envelope. */
  public static MutableHttpResponse<?> bare(int status, JsonData data) {
    return json(status, data);
  }

  /** A plain sentence, as the management routes answer. */
  public static MutableHttpResponse<?> text(int status, String text) {
    return bytes(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  public static MutableHttpResponse<?> bytes(int status, String contentType, byte[] body) {
    return withStatus(status).body(body).header("Content-Type", contentType);
  }

  /** Text that may be long. */
  public static MutableHttpResponse<?> text(String contentType, TextData data) {
    return streamed(200, contentType, new TextStream(data));
  }

  private static MutableHttpResponse<?> json(int status, JsonData data) {
    return streamed(status, MediaType.APPLICATION_JSON, new JsonStream(data));
  }

  private static MutableHttpResponse<?> streamed(int status, String contentType, PortionStream stream) {
    try {
      byte[] whole = stream.completeWithin(WHOLE_BYTES);
      return whole != null ? bytes(status, contentType, whole) : withStatus(status).body(stream).header("Content-Type", contentType);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write an answer", e);
    }
  }

  /** By number, because 499 is in no enum. */
  private static MutableHttpResponse<Object> withStatus(int status) {
    return HttpResponse.status(status, status == 499 ? "Client Closed Request" : io.micronaut.http.HttpStatus.valueOf(status).getReason());
  }

  /** Whether a limit cut the data. */
  public enum Completeness {
    COMPLETE,
    /** Adds the warning that says so. */
    TRUNCATED
  }
}
