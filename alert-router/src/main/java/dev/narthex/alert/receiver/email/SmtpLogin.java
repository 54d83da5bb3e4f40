package dev.narthex.alert.receiver.email;

import dev.narthex.alert.global.SmtpConfig;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.secret.Secret;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Logs in with the first mechanism that the server offers and the configuration has a secret for: CRAM-MD5, PLAIN or LOGIN. */
final class SmtpLogin {
  private static final int CONTINUE = 334;
  private static final int ACCEPTED = 235;

  private final SmtpConfig smtp;
  private final Attempt attempt;
  private final SMTPTransport transport;

  /** The server did not let us in. */
  static final class LoginException extends MessagingException {
    private static final long serialVersionUID = 1L;

    LoginException(String message) {
      super(message);
    }
  }

  /** Whether what is sent can be read on the way. */
  enum Channel {
    ENCRYPTED,
    LOCAL,
    OPEN
  }

  SmtpLogin(SmtpConfig smtp, Attempt attempt, SMTPTransport transport) {
    this.smtp = smtp;
    this.attempt = attempt;
    this.transport = transport;
  }

  /** Does nothing without a user name or when the server offers no login. */
  void login(Channel channel) throws MessagingException {
    if (smtp.authUsername().isEmpty() || !transport.supportsExtension("AUTH")) {
      return;
    }
    String offered = Optional.ofNullable(transport.getExtensionParameter("AUTH")).orElse("");
    for (String mechanism : List.of(offered.toUpperCase(Locale.ROOT).split(" "))) {
      Optional<Secret> secret = switch (mechanism) {
        case "CRAM-MD5" -> smtp.authSecret();
        case "PLAIN", "LOGIN" -> smtp.authPassword();
        default -> Optional.empty();
      };
      if (secret.isEmpty()) {
        continue;
      }
      if (mechanism.equals("PLAIN") && channel == Channel.OPEN) {
        throw new LoginException("PLAIN would send the password over an unencrypted connection; set require_tls, or use a server that offers CRAM-MD5");
      }
      login(mechanism, attempt.reveal(secret.get()));
      return;
    }
    throw new LoginException("the mail server offers the mechanisms " + offered + ", and there is no auth_secret (CRAM-MD5) or auth_password (PLAIN, LOGIN) for any of them");
  }

  private void login(String mechanism, String secret) throws MessagingException {
    int code;
    switch (mechanism) {
      case "CRAM-MD5" -> {
        command("AUTH CRAM-MD5", CONTINUE);
        code = transport.simpleCommand(base64(smtp.authUsername() + " " + hmac(secret, challenge())));
      }
      case "PLAIN" -> code = transport.simpleCommand("AUTH PLAIN " + attempt.hide(base64(smtp.authIdentity() + "\0" + smtp.authUsername() + "\0" + secret)));
      default -> {
        command("AUTH LOGIN", CONTINUE);
        command(base64(smtp.authUsername()), CONTINUE);
        code = transport.simpleCommand(attempt.hide(base64(secret)));
      }
    }
    if (code != ACCEPTED) {
      throw new LoginException("the mail server refused the login by " + mechanism + ": " + answer());
    }
  }

  private void command(String command, int expected) throws MessagingException {
    if (transport.simpleCommand(command) != expected) {
      throw new LoginException("the mail server refused the login: " + answer());
    }
  }

  private String answer() {
    return Optional.ofNullable(transport.getLastServerResponse()).orElse("").strip();
  }

  private String challenge() throws MessagingException {
    String answer = answer();
    try {
      return new String(Base64.getDecoder().decode(answer.length() > 4 ? answer.substring(4).strip() : ""), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new LoginException("the mail server's challenge cannot be read");
    }
  }

  private static String hmac(String secret, String challenge) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
      return HexFormat.of().formatHex(mac.doFinal(challenge.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no HmacMD5", e);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
