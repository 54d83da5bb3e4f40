package dev.narthex.ingest.http;

import dev.narthex.http.TlsConfig;
import dev.narthex.http.TlsContexts;
import dev.narthex.secret.SecretException;
import dev.narthex.secret.SecretSource;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.jspecify.annotations.Nullable;

/**
 * The TLS side of a client. It is set up with the first connection that asks for it, because reading the system's authorities takes a tenth of a
 * second of a fresh process, and most of what is asked is plain HTTP. What the configuration itself names is read at once, so that its errors show early.
 */
final class ClientTls implements TlsSocketStrategy {
  private final TlsConfig config;
  private final SecretSource secrets;
  private @Nullable TlsSocketStrategy ready;

  private ClientTls(TlsConfig config, SecretSource secrets) {
    this.config = config;
    this.secrets = secrets;
  }

  static ClientTls of(TlsConfig config, SecretSource secrets) throws GeneralSecurityException, IOException {
    ClientTls tls = new ClientTls(config, secrets);
    if (config.ca().isPresent() || config.certificate().isPresent()) {
      tls.ready();
    }
    return tls;
  }

  @Override
  public SSLSocket upgrade(Socket socket, String target, int port, @Nullable Object attachment, HttpContext context) throws IOException {
    try {
      return ready().upgrade(socket, target, port, attachment, context);
    } catch (GeneralSecurityException | SecretException e) {
      throw new SSLException("it cannot be set up: " + e.getMessage(), e);
    }
  }

  private synchronized TlsSocketStrategy ready() throws GeneralSecurityException, IOException {
    TlsSocketStrategy known = ready;
    if (known == null) {
      known = new Named(TlsContexts.of(config, secrets), TlsContexts.protocols(config), verifier(), config.serverName());
      ready = known;
    }
    return known;
  }

  private HostnameVerifier verifier() {
    String serverName = config.serverName();
    return config.insecureSkipVerify()
        ? NoopHostnameVerifier.INSTANCE
        : serverName.isEmpty() ? HttpsSupport.getDefaultHostnameVerifier() : (_, session) -> HttpsSupport.getDefaultHostnameVerifier().verify(serverName, session);
  }

  /** Asks for another server name than the URL's host when the configuration says so. */
  private static final class Named extends DefaultClientTlsStrategy {
    private final String serverName;

    Named(SSLContext context, String[] protocols, HostnameVerifier verifier, String serverName) {
      super(context, protocols, null, SSLBufferMode.STATIC, HostnameVerificationPolicy.CLIENT, verifier);
      this.serverName = serverName;
    }

    @Override
    protected void initializeSocket(SSLSocket socket) {
      if (!serverName.isEmpty()) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        socket.setSSLParameters(parameters);
      }
    }
  }
}
