package dev.narthex.alert.receiver.email;

import dev.narthex.http.TlsConfig;
import dev.narthex.http.TlsContexts;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The sockets of one connection to a mail server: the address is checked after DNS, on the very address that is connected to; TLS, from
 * the first byte or by STARTTLS, is set up as the configuration says. {@link #cut} ends whatever is under way.
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
  private final AtomicReference<Socket> current = new AtomicReference<>(new Socket());

  GuardedSockets(AddressPolicy policy, TlsConfig tls, SecretSource secrets) throws GeneralSecurityException, IOException {
    this.policy = policy;
    this.tls = tls;
    SSLContext context = TlsContexts.of(tls, secrets);
    this.layers = context.getSocketFactory();
  }

  /** Closes the connection under the feet of whoever waits for it. */
  void cut() throws IOException {
    current.get().close();
  }

  @Override
  public Socket createSocket() {
    Socket socket = new Socket() {
      @Override
      public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (endpoint instanceof InetSocketAddress address) {
          check(address);
        }
        super.connect(endpoint, timeout);
      }
    };
    current.set(socket);
    return socket;
  }

  private void check(InetSocketAddress endpoint) throws IOException {
    InetAddress address = endpoint.getAddress();
    if (address == null) {
      throw new UnknownHostException(endpoint.getHostString());
    }
    String refusal = policy.refusal(address, endpoint.getPort()).orElse("");
    if (!refusal.isEmpty()) {
      throw new RefusedException("the address " + address.getHostAddress() + " of " + endpoint.getHostString() + " must not be reached: " + refusal);
    }
  }

  /** TLS over a connection; the name that the certificate must bear is the host's, or that of the configuration. */
  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
    String name = tls.serverName().isEmpty() ? host : tls.serverName();
    SSLSocket layer = (SSLSocket) layers.createSocket(socket, name, port, autoClose);
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
    Socket socket = createSocket();
    socket.connect(new InetSocketAddress(host, port), 0);
    return socket;
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    Socket socket = createSocket();
    socket.connect(new InetSocketAddress(host, port), 0);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) throws IOException {
    return createSocket(address, port);
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
