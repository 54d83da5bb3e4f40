package dev.narthex.alert.receiver.email;

import dev.narthex.http.TlsConfig;
import dev.narthex.http.TlsContexts;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The sockets of one connection to a mail server: the address is checked after DNS, and the address that was checked is the one that is
 * connected to. As a factory it puts TLS over a connection (STARTTLS) as the configuration says. {@link #cut} ends whatever is under way.
 */
final class GuardedSockets extends SSLSocketFactory {
  /** The policy forbids the address. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  private final AddressPolicy policy;
  private final TlsConfig tls;
  private final SSLSocketFactory layers;
  private final Socket socket = new Socket();

  GuardedSockets(AddressPolicy policy, TlsConfig tls, SecretSource secrets) throws GeneralSecurityException, IOException {
    this.policy = policy;
    this.tls = tls;
    this.layers = TlsContexts.of(tls, secrets).getSocketFactory();
  }

  /** Connects; reads give up after the same time. */
  Socket connect(String host, int port, Duration timeout) throws IOException {
    InetAddress address = allowed(host, port);
    int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
    socket.setSoTimeout(millis);
    socket.connect(new InetSocketAddress(address, port), millis);
    return socket;
  }

  /** The first of the host's addresses that may be reached. */
  private InetAddress allowed(String host, int port) throws IOException {
    InetAddress[] addresses = InetAddress.getAllByName(host);
    String refusal = "";
    for (InetAddress address : addresses) {
      String why = policy.refusal(address, port).orElse("");
      if (why.isEmpty()) {
        return address;
      }
      refusal = "the address " + address.getHostAddress() + " of " + host + " must not be reached: " + why;
    }
    throw refusal.isEmpty() ? new UnknownHostException(host) : new RefusedException(refusal);
  }

  /** Closes the connection under the feet of whoever waits for it. */
  void cut() throws IOException {
    socket.close();
  }

  /** TLS over a connection; the name that the certificate must bear is the host's, or that of the configuration. */
  @Override
  public Socket createSocket(Socket under, String host, int port, boolean autoClose) throws IOException {
    String name = tls.serverName().isEmpty() ? host : tls.serverName();
    SSLSocket layer = (SSLSocket) layers.createSocket(under, name, port, autoClose);
    SSLParameters parameters = layer.getSSLParameters();
    if (!tls.insecureSkipVerify()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    parameters.setProtocols(TlsContexts.protocols(tls));
    layer.setSSLParameters(parameters);
    return layer;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw onlyLayers();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw onlyLayers();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
    throw onlyLayers();
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) throws IOException {
    throw onlyLayers();
  }

  private static IOException onlyLayers() {
    return new IOException("connections are made by connect(), which checks the address");
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return layers.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return layers.getSupportedCipherSuites();
  }
}
