package dev.narthex.alert.receiver.email;

import static dev.narthex.alert.receiver.ReceiverKit.deliver;
import static dev.narthex.alert.receiver.ReceiverKit.firing;
import static dev.narthex.alert.receiver.ReceiverKit.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.ScriptedHttp;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** The talk with a mail server, word by word. */
class SmtpTalkTest {
  private static final String KIND = "email_configs";

  private static String yaml(ScriptedSmtp smtp, String rest) {
    return "to: a@example.org, b@example.org\nfrom: c@example.org\nsmarthost: localhost:" + smtp.port() + "\nhello: me.example\n" + rest;
  }

  /** The self-signed certificate that comes with the mail server of the tests. */
  private static KeyStore certificate() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = SmtpTalkTest.class.getResourceAsStream("/greenmail.p12")) {
      store.load(in, "changeit".toCharArray());
    }
    return store;
  }

  private static SSLContext tls() throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(certificate(), "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void startTlsThenLogin() throws Exception {
    try (ScriptedSmtp smtp = new ScriptedSmtp(List.of("STARTTLS", "AUTH DIGEST-MD5 PLAIN LOGIN"), Optional.of(tls()))) {
      Delivery delivery = deliver(read(KIND, yaml(smtp, "auth_username: u\nauth_password: p\nauth_identity: i\ntls_config: {insecure_skip_verify: true}")), new ScriptedHttp(), firing());
      assertThat(delivery).isEqualTo(Delivery.Delivered.saying("250 2.0.0 queued as 42"));
      assertThat(smtp.commands()).startsWith("EHLO me.example", "STARTTLS", "EHLO me.example", "AUTH PLAIN " + Base64.getEncoder().encodeToString("i\0u\0p".getBytes()), "MAIL", "RCPT", "RCPT", "DATA");
    }
  }

  @Test
  void theCertificateIsChecked() throws Exception {
    try (ScriptedSmtp smtp = new ScriptedSmtp(List.of("STARTTLS"), Optional.of(tls()))) {
      assertThat(deliver(read(KIND, yaml(smtp, "")), new ScriptedHttp(), firing())).isInstanceOf(Delivery.Retriable.class);
      KeyStore store = certificate();
      X509Certificate own = (X509Certificate) store.getCertificate(store.aliases().nextElement());
      String pem = "-----BEGIN CERTIFICATE-----\\n" + Base64.getEncoder().encodeToString(own.getEncoded()) + "\\n-----END CERTIFICATE-----\\n";
      // trusted, but for another name than it bears
      assertThat(deliver(read(KIND, yaml(smtp, "tls_config: {server_name: mail.nowhere.example, ca: \"" + pem + "\"}")), new ScriptedHttp(), firing())).isInstanceOf(Delivery.Retriable.class);
      assertThat(smtp.commands()).doesNotContain("MAIL");
    }
  }

  @Test
  void loginsInTheOrderOfTheServer() throws Exception {
    try (ScriptedSmtp smtp = new ScriptedSmtp(List.of("AUTH CRAM-MD5 LOGIN"), Optional.empty())) {
      // the example of RFC 2195
      assertThat(deliver(read(KIND, yaml(smtp, "require_tls: false\nauth_username: tim\nauth_secret: tanstaaftanstaaf")), new ScriptedHttp(), firing())).isInstanceOf(Delivery.Delivered.class);
      assertThat(smtp.commands()).contains("AUTH CRAM-MD5", "dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw");
    }
    try (ScriptedSmtp smtp = new ScriptedSmtp(List.of("AUTH CRAM-MD5 LOGIN"), Optional.empty())) {
      assertThat(deliver(read(KIND, yaml(smtp, "require_tls: false\nauth_username: user\nauth_password: pass")), new ScriptedHttp(), firing())).isInstanceOf(Delivery.Delivered.class);
      assertThat(smtp.commands()).containsSequence("AUTH LOGIN", "dXNlcg==", "cGFzcw==");
    }
  }

  @Test
  void aRefusedCommandMayBeTriedAgain() throws Exception {
    for (String command : List.of("EHLO", "MAIL", "RCPT", "DATA")) {
      try (ScriptedSmtp smtp = new ScriptedSmtp(List.of(), Optional.empty()).refuses(command)) {
        Delivery delivery = deliver(read(KIND, yaml(smtp, "require_tls: false")), new ScriptedHttp(), firing());
        if (!command.equals("EHLO")) { // HELO follows, as the standard has it
          assertThat(delivery).as(command).isInstanceOf(Delivery.Retriable.class);
          assertThat(((Delivery.Retriable) delivery).text()).contains("550 5.1.1 no " + command + " here");
        }
      }
    }
  }
}
