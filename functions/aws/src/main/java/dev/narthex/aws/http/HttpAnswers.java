package dev.narthex.aws.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.narthex.aws.http.HttpEvent.Coding;
import dev.narthex.aws.http.HttpEvent.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/**
 * Writes answers for API Gateway: compressed when the client takes it and it pays, and never larger than Lambda lets through; an
 * answer above that becomes an error that says what to do.
 */
final class HttpAnswers {
  /** Lambda allows 6 MiB; the rest is room for headers and the escaping of the JSON around it. */
  static final int LARGEST = 5_900_000;

  private static final int WORTH_COMPRESSING = 1024;
  private static final JsonFactory JSON = new JsonFactory();

  private HttpAnswers() {}

  static void write(APIGatewayProxyResponseEvent answer, HttpEvent event, OutputStream out) throws IOException {
    Map<String, List<String>> headers = headers(answer);
    String body = Objects.requireNonNullElse(answer.getBody(), "");
    boolean base64 = Boolean.TRUE.equals(answer.getIsBase64Encoded());
    int status = answer.getStatusCode() == null ? 500 : answer.getStatusCode();
    if (event.coding() == Coding.GZIP && body.length() >= WORTH_COMPRESSING && !headers.containsKey("content-encoding")) {
      body = compressed(base64 ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8));
      base64 = true;
      headers.put("content-encoding", List.of("gzip"));
      headers.put("vary", List.of("Accept-Encoding"));
      headers.remove("content-length");
    }
    if (size(body, base64) > LARGEST) {
      status = 422;
      body = tooLarge(event.coding());
      base64 = false;
      headers.remove("content-encoding");
      headers.remove("content-length");
      headers.put("content-type", List.of("application/json"));
    }
    write(event.payload(), status, headers, body, base64, out);
  }

  private static void write(Payload payload, int status, Map<String, List<String>> headers, String body, boolean base64, OutputStream out)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("statusCode", status);
      switch (payload) {
        case V1 -> {
          json.writeObjectFieldStart("multiValueHeaders");
          for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            json.writeArrayFieldStart(header.getKey());
            for (String value : header.getValue()) {
              json.writeString(value);
            }
            json.writeEndArray();
          }
        }
        case V2 -> {
          json.writeObjectFieldStart("headers");
          for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            json.writeStringField(header.getKey(), String.join(",", header.getValue()));
          }
        }
      }
      json.writeEndObject();
      json.writeBooleanField("isBase64Encoded", base64);
      json.writeStringField("body", body);
      json.writeEndObject();
    }
  }

  private static Map<String, List<String>> headers(APIGatewayProxyResponseEvent answer) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    if (answer.getHeaders() != null) {
      answer.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    }
    if (answer.getMultiValueHeaders() != null) {
      answer.getMultiValueHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    }
    return headers;
  }

  private static String compressed(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** Bytes of the body in the JSON answer, where a quote takes two. */
  private static long size(String body, boolean base64) {
    if (base64) {
      return body.length();
    }
    long size = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      size += c == '"' || c == '\\' || c == '\n' ? 2 : c < ' ' ? 6 : c < 0x80 ? 1 : 3;
    }
    return size;
  }

  private static String tooLarge(Coding coding) {
    String hint = coding == Coding.GZIP ? "ask for fewer series, a shorter range or a larger step"
        : "send \"Accept-Encoding: gzip\", or ask for fewer series, a shorter range or a larger step";
    return ErrorBody.of("execution", "the answer is larger than the 6 MB that Lambda lets through; " + hint);
  }
}
