package dev.narthex.alert.global;

import dev.narthex.http.TlsConfig;
import dev.narthex.secret.Secret;
import java.util.Optional;

/**
 * The {@code smtp_*} settings of {@code global}.
 *
 * @param smarthost {@code host:port}; empty = none given
 * @param requireTls whether mail without STARTTLS is refused
 * @param forceImplicitTls TLS from the first byte; empty = on port 465
 */
public record SmtpConfig(
    String from,
    String smarthost,
    String hello,
    String authUsername,
    Optional<Secret> authPassword,
    Optional<Secret> authSecret,
    String authIdentity,
    boolean requireTls,
    TlsConfig tls,
    Optional<Boolean> forceImplicitTls) {
  public static final SmtpConfig DEFAULT =
      new SmtpConfig("", "", "localhost", "", Optional.empty(), Optional.empty(), "", true, TlsConfig.DEFAULT, Optional.empty());
}
