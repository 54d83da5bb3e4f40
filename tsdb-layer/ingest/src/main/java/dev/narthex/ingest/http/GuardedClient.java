package dev.narthex.ingest.http;

import dev.narthex.http.HttpClientConfig;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.Secret;
import dev.narthex.secret.SecretException;
import dev.narthex.secret.SecretSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Requests with the settings of one HTTP client block. Thread-safe; keeps connections open between requests. Credentials are read at each request and go to the first host only:
 * a redirect to another host is followed without them. {@link #close} ends the connections.
 */
public final class GuardedClient implements AutoCloseable {
  private static final int MAX_REDIRECTS = 10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
    Thread thread = new Thread(task, "http-deadlines");
    thread.setDaemon(true);
    return thread;
  });

  private final HttpClientConfig config;
  private final SecretSource secrets;
  private final CloseableHttpClient client;
  private final TokenSource tokens;

  /**
   * A client.
   *
   * @throws HttpFailure when certificates or keys cannot be read
   */
  public GuardedClient(HttpClientConfig config, AddressPolicy policy, SecretSource secrets) throws HttpFailure {
    this.config = config;
    this.secrets = secrets;
    this.client = client(config, policy, secrets);
    this.tokens = new TokenSource(config.oauth2(), policy, secrets);
  }

  static CloseableHttpClient client(HttpClientConfig config, AddressPolicy policy, SecretSource secrets) throws HttpFailure {
    try {
      var connections = PoolingHttpClientConnectionManagerBuilder.create()
          .setDnsResolver(new GuardedResolver(policy))
          .setTlsSocketStrategy(ClientTls.of(config.tls(), secrets))
          .setMaxConnTotal(2000)
          .setMaxConnPerRoute(4)
          .setDefaultConnectionConfig(ConnectionConfig.custom().setTimeToLive(TimeValue.ofMinutes(10)).setValidateAfterInactivity(TimeValue.ofSeconds(1)).build())
          .build();
      HttpClientBuilder builder = HttpClientBuilder.create()
          .setConnectionManager(connections)
          .disableRedirectHandling()
          .disableContentCompression()
          .disableCookieManagement()
          .disableAutomaticRetries()
          .disableAuthCaching()
          .setUserAgent("Narthex");
      config.proxy().url().ifPresent(url -> builder
          .setRoutePlanner(new ProxyRoutes(new HttpHost(url.getScheme(), url.getHost(), url.getPort()), config.proxy().noProxy()))
          .setRequestExecutor(new ProxyHeaders(config.proxy(), secrets)));
      return builder.build();
    } catch (GeneralSecurityException | IOException | SecretException e) {
      throw new HttpFailure(HttpFailure.Kind.CONNECTION, "TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /**
   * Fetches a URL.
   *
   * @param headers besides those of the configuration
   * @param timeout for everything together: connection, redirects, body
   * @param bodyLimit a body of this many bytes or more after decompression fails; 0 = 128 MiB or an eighth of the heap
   * @param expected a guess at the body's length, to save copies
   */
  public HttpBody get(URI url, Map<String, String> headers, Duration timeout, long bodyLimit, int expected) throws HttpFailure {
    Deadline deadline = new Deadline(timeout);
    try {
      URI at = url;
      for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
        HttpUriRequestBase request = request(new HttpGet(at), headers, timeout, url);
        deadline.watch(request);
        Answer answer = run(request, response -> answer(response, bodyLimit, expected));
        if (answer.failure != null) {
          throw answer.failure;
        }
        if (answer.body != null) {
          return answer.body;
        }
        at = redirect(at, answer.location);
      }
      throw new HttpFailure(HttpFailure.Kind.STATUS, "stopped after " + MAX_REDIRECTS + " redirects");
    } catch (IOException e) {
      boolean late = deadline.passed() || e instanceof java.net.SocketTimeoutException;
      throw late ? new HttpFailure(HttpFailure.Kind.TIMEOUT, "no complete answer within the timeout of " + timeout.toMillis() / 1000.0 + " s", e) : failure(e);
    } catch (SecretException e) {
      throw new HttpFailure(HttpFailure.Kind.CONNECTION, String.valueOf(e.getMessage()), e);
    } finally {
      deadline.end();
    }
  }

  /** A request that is cancelled between two steps of the client, or whose client is closed meanwhile, ends in an illegal state: a cut exchange, too. */
  private <T> T run(HttpUriRequestBase request, HttpClientResponseHandler<T> handler) throws IOException {
    try {
      return client.execute(request, handler);
    } catch (IllegalStateException e) {
      throw new IOException("the exchange was cut before it was complete", e);
    }
  }

  private static HttpFailure failure(IOException e) {
    return switch (e) {
      case GuardedResolver.RefusedException refused -> new HttpFailure(HttpFailure.Kind.REFUSED_ADDRESS, String.valueOf(refused.getMessage()), e);
      case java.net.UnknownHostException _ -> new HttpFailure(HttpFailure.Kind.CONNECTION, "the host is unknown: " + e.getMessage(), e);
      case SSLException _ -> new HttpFailure(HttpFailure.Kind.CONNECTION, "TLS failed: " + e.getMessage(), e);
      default -> new HttpFailure(HttpFailure.Kind.CONNECTION, "the connection failed: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()), e);
    };
  }

  /** What one request brought: a body, a place to go to, or a failure. */
  private record Answer(@org.jspecify.annotations.Nullable HttpBody body, String location, @org.jspecify.annotations.Nullable HttpFailure failure) {}

  private Answer answer(ClassicHttpResponse response, long bodyLimit, int expected) throws IOException {
    int status = response.getCode();
    if (config.followRedirects() && REDIRECTS.contains(status) && response.containsHeader("Location")) {
      return new Answer(null, header(response, "Location"), null);
    }
    if (status != 200) {
      String reason = response.getReasonPhrase() == null ? "" : " " + response.getReasonPhrase();
      return new Answer(null, "", new HttpFailure(HttpFailure.Kind.STATUS, "server returned HTTP status " + status + reason));
    }
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new Answer(new HttpBody(new byte[0], 0, header(response, "Content-Type")), "", null);
    }
    String encoding = header(response, "Content-Encoding").toLowerCase(Locale.ROOT).strip();
    int guess = (int) Math.max(expected, Math.min(encoding.isEmpty() ? entity.getContentLength() : 0, 1 << 24));
    try {
      return new Answer(BoundedBody.read(entity.getContent(), encoding, header(response, "Content-Type"), bodyLimit, guess), "", null);
    } catch (HttpFailure e) {
      return new Answer(null, "", e);
    }
  }

  private static String header(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null || header.getValue() == null ? "" : header.getValue();
  }

  private static URI redirect(URI from, String location) throws HttpFailure {
    try {
      URI to = from.resolve(location);
      if (("http".equals(to.getScheme()) || "https".equals(to.getScheme())) && to.getHost() != null) {
        return to;
      }
    } catch (IllegalArgumentException e) {
      throw new HttpFailure(HttpFailure.Kind.STATUS, "the redirect leads to no URL: " + e.getMessage(), e);
    }
    throw new HttpFailure(HttpFailure.Kind.STATUS, "the redirect leads to no http or https URL");
  }

  @SuppressWarnings("deprecation") // the connect timeout of a request has no successor that differs from request to request
  private HttpUriRequestBase request(HttpUriRequestBase request, Map<String, String> headers, Duration timeout, URI first) throws HttpFailure {
    URI at = uriOf(request);
    request.setConfig(RequestConfig.custom()
        .setConnectionRequestTimeout(Timeout.of(timeout))
        .setResponseTimeout(Timeout.of(timeout))
        .setConnectTimeout(Timeout.of(timeout))
        .setAuthenticationEnabled(false)
        .setProtocolUpgradeEnabled(false)
        .build());
    headers.forEach(request::setHeader);
    for (Map.Entry<String, List<Secret>> header : config.headers().entrySet()) {
      header.getValue().forEach(value -> request.addHeader(header.getKey(), value.reveal(secrets)));
    }
    boolean sameHost = at.getHost().equalsIgnoreCase(first.getHost()) && at.getPort() == first.getPort() && !(first.getScheme().equals("https") && at.getScheme().equals("http"));
    if (sameHost) {
      Credentials.of(config, secrets, tokens).ifPresent(value -> request.setHeader("Authorization", value));
    }
    return request;
  }

  private static URI uriOf(HttpUriRequestBase request) throws HttpFailure {
    try {
      return request.getUri();
    } catch (URISyntaxException e) {
      throw new HttpFailure(HttpFailure.Kind.STATUS, "the request's URL cannot be read: " + e.getReason(), e);
    }
  }

  /**
   * Sends a request and brings the answer whatever its status. Redirects: 307 and 308 repeat method and body, the others go on as GET.
   *
   * @param body sent as it is; none when empty
   * @param timeout for everything together
   * @param bodyLimit what is read of the answer at most, in bytes; the rest is dropped
   */
  public HttpReply exchange(String method, URI url, Map<String, String> headers, byte[] body, Duration timeout, int bodyLimit) throws HttpFailure {
    Deadline deadline = new Deadline(timeout);
    try {
      HttpUriRequestBase request = new HttpUriRequestBase(method, url);
      if (body.length > 0) {
        request.setEntity(new ByteArrayEntity(body, null));
      }
      for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
        deadline.watch(request(request, headers, timeout, url));
        HttpReply reply = run(request, response -> reply(response, bodyLimit));
        String location = reply.header("Location");
        if (!config.followRedirects() || !REDIRECTS.contains(reply.status()) || location.isEmpty()) {
          return reply;
        }
        URI to = redirect(uriOf(request), location);
        boolean repeats = reply.status() == 307 || reply.status() == 308;
        HttpEntity entity = request.getEntity();
        request = new HttpUriRequestBase(repeats || method.equals("HEAD") ? method : "GET", to);
        if (repeats && entity != null) {
          request.setEntity(entity);
        }
      }
      throw new HttpFailure(HttpFailure.Kind.STATUS, "stopped after " + MAX_REDIRECTS + " redirects");
    } catch (IOException e) {
      boolean late = deadline.passed() || e instanceof java.net.SocketTimeoutException;
      throw late ? new HttpFailure(HttpFailure.Kind.TIMEOUT, "no complete answer within the timeout of " + timeout.toMillis() / 1000.0 + " s", e) : failure(e);
    } catch (SecretException e) {
      throw new HttpFailure(HttpFailure.Kind.CONNECTION, String.valueOf(e.getMessage()), e);
    } finally {
      deadline.end();
    }
  }

  private static HttpReply reply(ClassicHttpResponse response, int bodyLimit) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : response.getHeaders()) {
      headers.putIfAbsent(header.getName(), header.getValue() == null ? "" : header.getValue());
    }
    HttpEntity entity = response.getEntity();
    byte[] body = new byte[0];
    if (entity != null) {
      try (InputStream in = entity.getContent()) {
        body = in.readNBytes(bodyLimit);
      }
    }
    return new HttpReply(response.getCode(), headers, body);
  }

  @Override
  public void close() {
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    tokens.close();
  }

  /** Cuts the connection when the time is over, however slowly bytes trickle in. */
  private static final class Deadline {
    private final AtomicBoolean passed = new AtomicBoolean();
    private volatile HttpUriRequestBase current = new HttpGet("/");
    private final ScheduledFuture<?> alarm;

    Deadline(Duration timeout) {
      alarm = WATCH.schedule(() -> {
        passed.set(true);
        current.cancel();
      }, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    void watch(HttpUriRequestBase request) {
      current = request;
      if (passed.get()) {
        request.cancel();
      }
    }

    boolean passed() {
      return passed.get();
    }

    void end() {
      alarm.cancel(false);
    }
  }
}
