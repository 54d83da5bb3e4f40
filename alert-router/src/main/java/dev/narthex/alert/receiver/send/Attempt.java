package dev.narthex.alert.receiver.send;

import dev.narthex.alert.json.Json;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Delivery.Failure;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.entry.Fields;
import dev.narthex.alert.receiver.http.HttpTransport;
import dev.narthex.alert.receiver.http.HttpTransport.Reply;
import dev.narthex.alert.template.Expansion;
import dev.narthex.alert.template.NotificationData;
import dev.narthex.alert.template.PlainText;
import dev.narthex.http.HttpClientConfig;
import dev.narthex.http.Urls;
import dev.narthex.secret.Secret;
import dev.narthex.secret.SecretException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One attempt. Its methods end it early where it cannot go on ({@link Stopped}); {@link #run} turns that into the outcome. Each secret
 * that was revealed is masked in the outcome's texts, whoever wrote them. Not thread-safe.
 *
 * <p>A template that fails does not lose the page: {@link #content} sends a plain text instead and {@link #detail} leaves the field
 * out; both leave a note in the outcome. Only {@link #address}, without which nobody would be told, ends the attempt.
 */
public final class Attempt {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int SHORTEST_SECRET = 4;
  private static final int SHORTEST_PATH = 8;

  private final ReceiverServices services;
  private final Notification notification;
  private final NotificationData data;
  private final List<String> revealed = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Duration timeout = Duration.ZERO;

  private Attempt(ReceiverServices services, Notification notification) {
    this.services = services;
    this.notification = notification;
    this.data = notification.templateData(services.templates().externalUrl());
  }

  /** Runs the body and cleans its outcome. */
  public static Delivery run(ReceiverServices services, Notification notification, Function<Attempt, Delivery> body) {
    Attempt attempt = new Attempt(services, notification);
    Delivery outcome;
    try {
      outcome = body.apply(attempt);
    } catch (Stopped e) {
      outcome = e.outcome();
    }
    return attempt.clean(outcome);
  }

  public NotificationData data() {
    return data;
  }

  public Notification notification() {
    return notification;
  }

  /** A limit on each request besides the notification's deadline; zero = none. */
  public void limit(Duration time) {
    timeout = time;
  }

  /** Something that the reader of the history should know. */
  public void note(String sentence) {
    notes.add(sentence);
  }

  // ---- fields

  /** The text of a field for people; when its template fails, {@link PlainText#body}. */
  public String content(String field, String source) {
    return expanded(field, source, PlainText.body(data), "a plain text was sent instead");
  }

  /** A title or summary; when its template fails, {@link PlainText#subject}. */
  public String subject(String field, String source) {
    return expanded(field, source, PlainText.subject(data), "a plain text was sent instead");
  }

  /** A field that can be done without; left empty when its template fails. */
  public String detail(String field, String source) {
    return expanded(field, source, "", "it was left out");
  }

  private String expanded(String field, String source, String instead, String consequence) {
    return services.templates().text(source, data).orElse(error -> {
      notes.add("the template of " + field + " failed, " + consequence + ": " + error);
      return instead;
    });
  }

  /** HTML of a field for people; when its template fails, the plain text as HTML. */
  public String html(String field, String source) {
    return services.templates().html(source, data).orElse(error -> {
      notes.add("the template of " + field + " failed, a plain text was sent instead: " + error);
      String text = PlainText.body(data).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      return "<pre>" + text + "</pre>";
    });
  }

  /** A field that says where to or as whom; when its template fails, the attempt ends. */
  public String address(String field, String source) {
    return services.templates().text(source, data).orElse(error -> {
      throw Stopped.refused("the template of " + field + " failed: " + error);
    });
  }

  /** {@link #content(String, String)} of a field. */
  public String content(Fields fields, String key) {
    return content(key, fields.get(key));
  }

  /** {@link #subject(String, String)} of a field. */
  public String subject(Fields fields, String key) {
    return subject(key, fields.get(key));
  }

  /** {@link #detail(String, String)} of a field. */
  public String detail(Fields fields, String key) {
    return detail(key, fields.get(key));
  }

  /** {@link #address(String, String)} of a field. */
  public String address(Fields fields, String key) {
    return address(key, fields.get(key));
  }

  /** Each value as {@link #detail}, in the order of names. */
  public Map<String, String> details(String field, Map<String, String> sources) {
    Map<String, String> values = new TreeMap<>();
    sources.forEach((name, source) -> values.put(name, detail(field + "." + name, source)));
    return values;
  }

  /** Cut to code points, with a note when something is missing. */
  public String cut(String field, String text, int codePoints) {
    return noted(field, Truncation.codePoints(text, codePoints), codePoints + " characters");
  }

  /** Cut to bytes, with a note when something is missing. */
  public String cutBytes(String field, String text, int bytes) {
    return noted(field, Truncation.bytes(text, bytes), bytes + " bytes");
  }

  private String noted(String field, Truncation truncation, String limit) {
    if (truncation.cut()) {
      notes.add(field + " was cut to " + limit);
    }
    return truncation.text();
  }

  // ---- trees

  /** A tree with its texts expanded; when a template in it fails something usual is sent, because a tree has no plain form. */
  public Object tree(String field, Tree tree, Supplier<Object> usual) {
    try {
      return tree.expand(source -> services.templates().text(source, data).orElse(error -> {
        throw Stopped.refused(error);
      }));
    } catch (Stopped e) {
      notes.add("the template of " + field + " failed, the usual body was sent instead: " + ((Delivery.Refused) e.outcome()).text());
      return usual.get();
    }
  }

  /** The members of a tree whose root is an object; a member whose template fails is left out with a note. */
  public Map<String, Object> treeDetails(String field, Tree tree) {
    Map<String, Object> members = new TreeMap<>(dev.narthex.model.Labels::compareCodePoints);
    if (tree.root() instanceof Map<?, ?> root) {
      root.forEach((name, value) -> {
        String member = field + "." + name;
        try {
          members.put(String.valueOf(name), new Tree(value).expand(source -> services.templates().text(source, data).orElse(error -> {
            throw Stopped.refused(error);
          })));
        } catch (Stopped e) {
          notes.add("the template of " + member + " failed, it was left out: " + ((Delivery.Refused) e.outcome()).text());
        }
      });
    }
    return members;
  }

  // ---- secrets

  /** A secret that is a template, such as a routing key by label; the complaint about a failing one does not quote it. */
  public String secretText(String field, Secret secret) {
    return hide(services.templates().text(reveal(secret), data).orElse(_ -> {
      throw Stopped.refused("the template of " + field + " failed; its text is a secret, so the error is not shown");
    }));
  }

  /** The value, which no text of the outcome will show. */
  public String reveal(Secret secret) {
    try {
      return hide(secret.reveal(services.secrets()));
    } catch (SecretException e) {
      throw new Stopped(new Delivery.Retriable(Failure.OTHER, String.valueOf(e.getMessage())));
    }
  }

  /** A URL that is a secret. */
  public URI secretUrl(String field, Secret secret) {
    return hidden(url(field, reveal(secret)));
  }

  /** A URL that is a secret and a template. The complaint about a failing one does not quote it. */
  public URI secretUrlTemplate(String field, Secret secret) {
    String expanded = services.templates().text(reveal(secret), data).orElse(_ -> {
      throw Stopped.refused("the template of " + field + " failed; its text is a secret, so the error is not shown");
    });
    return hidden(url(field, expanded));
  }

  /** Hides a URL as a whole and its path, where tokens stand. */
  private URI hidden(URI url) {
    hide(url.toString());
    String path = Optional.ofNullable(url.getRawPath()).orElse("");
    if (path.length() >= SHORTEST_PATH) {
      hide(path);
      String last = path.substring(path.lastIndexOf('/') + 1);
      hide(last.length() >= SHORTEST_PATH ? last : "");
    }
    for (String parameter : Optional.ofNullable(url.getRawQuery()).orElse("").split("&")) {
      hide(parameter.substring(parameter.indexOf('=') + 1));
    }
    return url;
  }

  /** Makes a text a secret of this attempt: a token that was fetched, a header that was built. */
  public String hide(String value) {
    if (value.length() >= SHORTEST_SECRET) {
      revealed.add(value);
    }
    return value;
  }

  private Delivery clean(Delivery outcome) {
    return switch (outcome) {
      case Delivery.Delivered d -> {
        List<String> all = new ArrayList<>(d.notes());
        all.addAll(notes);
        yield new Delivery.Delivered(d.data(), masked(d.answer()), all.stream().map(this::masked).toList());
      }
      case Delivery.Retriable r -> new Delivery.Retriable(r.reason(), masked(r.text()));
      case Delivery.Refused r -> new Delivery.Refused(r.reason(), masked(r.text()));
    };
  }

  private String masked(String text) {
    String clean = text;
    for (String secret : revealed) {
      clean = clean.replace(secret, Secret.MASK);
    }
    return clean;
  }

  // ---- sending

  /** A URL of the configuration or of a secret; what is none ends the attempt. */
  public URI url(String field, String text) {
    try {
      return Urls.http(text.strip());
    } catch (IllegalArgumentException e) {
      throw Stopped.refused(field + " is no http or https URL with a host");
    }
  }

  /** Posts a JSON tree. */
  public Reply postJson(HttpClientConfig client, URI url, Map<String, String> headers, Object tree) {
    return sendJson("POST", client, url, headers, tree);
  }

  /** Sends a JSON tree with a line break behind it, as Go's encoder writes it. */
  public Reply sendJson(String method, HttpClientConfig client, URI url, Map<String, String> headers, Object tree) {
    return send(method, client, url, headers, "application/json", Json.text(tree) + "\n");
  }

  /**
   * Sends and waits for an answer of any status; without one the attempt ends.
   *
   * @param contentType of the body; empty when there is none
   */
  public Reply send(String method, HttpClientConfig client, URI url, Map<String, String> headers, String contentType, String body) {
    Duration left = timeLeft();
    hide(client);
    Map<String, String> all = new TreeMap<>(headers);
    if (!contentType.isEmpty()) {
      all.put("Content-Type", contentType);
    }
    try {
      return services.http().send(client, new HttpTransport.Request(method, url, all, body.getBytes(StandardCharsets.UTF_8), left));
    } catch (HttpTransport.TimeoutException e) {
      throw new Stopped(new Delivery.Retriable(Failure.DEADLINE_EXCEEDED, sentence(e)));
    } catch (HttpTransport.RefusedAddressException e) {
      throw new Stopped(new Delivery.Refused(Failure.OTHER, sentence(e)));
    } catch (IOException e) {
      throw new Stopped(new Delivery.Retriable(Failure.OTHER, sentence(e)));
    }
  }

  /** What the transport will send of the block, so that an answer that repeats it is masked too. */
  private void hide(HttpClientConfig client) {
    client.basicAuth().flatMap(HttpClientConfig.BasicAuth::password).ifPresent(this::reveal);
    client.authorization().flatMap(HttpClientConfig.Authorization::credentials).ifPresent(this::reveal);
    client.oauth2().ifPresent(oauth2 -> reveal(oauth2.clientSecret()));
    client.headers().values().forEach(values -> values.forEach(this::reveal));
  }

  private static String sentence(IOException e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }

  /** What is left until the deadline; nothing left ends the attempt. */
  public Duration timeLeft() {
    Duration left = Duration.between(services.clock().instant(), notification.deadline());
    if (left.toMillis() <= 0) {
      throw new Stopped(new Delivery.Retriable(Failure.DEADLINE_EXCEEDED, "the notification's deadline has passed"));
    }
    Duration limited = timeout.isPositive() && timeout.compareTo(left) < 0 ? timeout : left;
    return limited.compareTo(LONGEST) < 0 ? limited : LONGEST;
  }
}
