package dev.narthex.ingest.http;

import dev.narthex.net.AddressPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/** Resolves names and lets through only addresses that the policy allows; the connection is made to exactly these. Literal addresses pass here too. */
final class GuardedResolver implements DnsResolver {
  /** All addresses of a host are refused. */
  static final class RefusedException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  private final AddressPolicy policy;

  GuardedResolver(AddressPolicy policy) {
    this.policy = policy;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    List<InetSocketAddress> allowed = new ArrayList<>();
    String reason = "";
    for (InetAddress address : InetAddress.getAllByName(host)) {
      Optional<String> refusal = policy.refusal(address, port);
      if (refusal.isEmpty()) {
        allowed.add(new InetSocketAddress(address, port));
      } else {
        reason = address.getHostAddress() + ": " + refusal.get();
      }
    }
    if (allowed.isEmpty()) {
      throw new RefusedException("the address of " + host + " is refused: " + reason);
    }
    return allowed;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return resolve(host, 0).stream().map(InetSocketAddress::getAddress).toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
