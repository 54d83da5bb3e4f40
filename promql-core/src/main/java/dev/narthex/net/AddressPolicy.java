package dev.narthex.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which addresses scrapes, HTTP discovery and receivers may reach. Asked for each resolved address, after DNS and again on each redirect, so that no name leads around it.
 *
 * <p>Never allowed, whatever the scope: link-local addresses (instance and task metadata live there: 169.254.0.0/16, fe80::/10, fd00:ec2::/32), multicast, the unspecified address, and
 * in a Lambda function the Runtime API's own host and port. IPv4 addresses wrapped in IPv6 (mapped, compatible, NAT64, 6to4) count as the IPv4 address.
 *
 * @param scope the widest kind of address that is allowed
 * @param runtimeApi host and port of Lambda's Runtime API ({@code AWS_LAMBDA_RUNTIME_API}); none outside of functions
 */
public record AddressPolicy(Scope scope, Optional<InetSocketAddress> runtimeApi) {
  /** Kinds of addresses; each allows those before it. */
  public enum Scope {
    /** Addresses of the public internet. */
    PUBLIC,
    /** And private networks: RFC 1918, RFC 6598, unique local addresses. */
    PRIVATE,
    /** And this machine. */
    LOOPBACK;

    /**
     * The scope of a word such as {@code private}, as {@code NARTHEX_ADDRESS_POLICY} holds it.
     *
     * @throws IllegalArgumentException with a sentence
     */
    public static Scope parse(String word) {
      return Arrays.stream(values()).filter(s -> s.name().toLowerCase(Locale.ROOT).equals(word)).findFirst()
          .orElseThrow(() -> new IllegalArgumentException("address policy \"" + word + "\" is none of public, private, loopback"));
    }
  }

  public static AddressPolicy of(Scope scope) {
    return new AddressPolicy(scope, Optional.empty());
  }

  /**
   * The policy of a function.
   *
   * @param runtimeApi {@code host:port} as Lambda gives it
   */
  public static AddressPolicy inLambda(Scope scope, String runtimeApi) {
    int colon = runtimeApi.lastIndexOf(':');
    String host = colon < 0 ? runtimeApi : runtimeApi.substring(0, colon);
    int port = colon < 0 ? 80 : Integer.parseInt(runtimeApi.substring(colon + 1));
    return new AddressPolicy(scope, Optional.of(InetSocketAddress.createUnresolved(host, port)));
  }

  /** Why an address must not be reached; empty when it may. */
  public Optional<String> refusal(InetAddress address, int port) {
    InetAddress real = unwrap(address);
    if (real.isLinkLocalAddress() || isMetadata(real)) {
      return Optional.of("link-local addresses are never allowed");
    }
    if (real.isMulticastAddress() || real.isAnyLocalAddress() || isReserved(real)) {
      return Optional.of("it is no address of a host");
    }
    if (runtimeApi.isPresent() && isRuntimeApi(real, port)) {
      return Optional.of("the Lambda Runtime API is never allowed");
    }
    if (real.isLoopbackAddress() && scope != Scope.LOOPBACK) {
      return Optional.of("loopback addresses need address policy loopback, it is " + word());
    }
    if (isPrivate(real) && scope == Scope.PUBLIC) {
      return Optional.of("private addresses need address policy private, it is " + word());
    }
    return Optional.empty();
  }

  private String word() {
    return scope.name().toLowerCase(Locale.ROOT);
  }

  private boolean isRuntimeApi(InetAddress address, int port) {
    InetSocketAddress api = runtimeApi.orElseThrow();
    if (port != api.getPort()) {
      return false;
    }
    String host = api.getHostString();
    return address.isLoopbackAddress() || host.equals(address.getHostAddress());
  }

  private static boolean isMetadata(InetAddress address) {
    byte[] b = address.getAddress();
    return b.length == 16 && (b[0] & 0xff) == 0xfd && b[1] == 0 && (b[2] & 0xff) == 0x0e && (b[3] & 0xff) == 0xc2;
  }

  private static boolean isReserved(InetAddress address) {
    byte[] b = address.getAddress();
    return b.length == 4 && (b[0] == 0 || (b[0] & 0xf0) == 0xf0);
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] b = address.getAddress();
    if (address instanceof Inet6Address) {
      return (b[0] & 0xfe) == 0xfc || address.isSiteLocalAddress();
    }
    return address.isSiteLocalAddress() || (b[0] == 100 && (b[1] & 0xc0) == 64);
  }

  /** The IPv4 address that an IPv6 address stands for, else the address itself. */
  private static InetAddress unwrap(InetAddress address) {
    byte[] b = address.getAddress();
    if (address instanceof Inet4Address || b.length != 16) {
      return address;
    }
    boolean tenZeros = isZero(b, 0, 10);
    boolean mapped = tenZeros && b[10] == -1 && b[11] == -1;
    boolean compatible = tenZeros && b[10] == 0 && b[11] == 0 && !isZero(b, 12, 15);
    boolean nat64 = b[0] == 0 && b[1] == 0x64 && (b[2] & 0xff) == 0xff && (b[3] & 0xff) == 0x9b && isZero(b, 4, 12);
    if (mapped || compatible || nat64) {
      return v4(b, 12);
    }
    return b[0] == 0x20 && b[1] == 0x02 ? v4(b, 2) : address;
  }

  private static boolean isZero(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress v4(byte[] b, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(b, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
