package dev.narthex.alert.receiver.email;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.ScriptedHttp;
import dev.narthex.net.AddressPolicy;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmailTest {
  private static final String KIND = "email_configs";

  @RegisterExtension
  static final GreenMailExtension MAIL = new GreenMailExtension(slowToStart(ServerSetupTest.SMTP.dynamicPort(), ServerSetupTest.SMTPS.dynamicPort()))
      .withConfiguration(GreenMailConfiguration.aConfig().withUser("ops@example.org", "ops", SECRET)).withPerMethodLifecycle(false);

  @BeforeEach
  void emptyMailboxes() throws Exception {
    MAIL.purgeEmailFromAllMailboxes();
  }

  /** A loaded machine needs more than the usual two seconds. */
  private static ServerSetup[] slowToStart(ServerSetup... setups) {
    for (ServerSetup setup : setups) {
      setup.setServerStartupTimeout(30_000);
    }
    return setups;
  }

  private static String yaml(String rest) {
    return "to: ops@example.org\nfrom: Alerts <alerts@example.org>\nrequire_tls: false\nsmarthost: 127.0.0.1:" + MAIL.getSmtp().getPort() + "\n" + rest;
  }

  private static MimeMessage last() {
    MimeMessage[] all = MAIL.getReceivedMessages();
    return all[all.length - 1];
  }

  @Test
  void aMailWithTwoParts() throws Exception {
    IntegrationConfig config = read(KIND, yaml("text: 'plain äöü {{ .Status }}'\nheaders: {x-team: db, subject: 'Übel: {{ .GroupLabels.alertname }}'}"));
    printed(KIND, config);
    assertThat(deliver(config, new ScriptedHttp(), firing())).isInstanceOf(Delivery.Delivered.class);
    MimeMessage mail = last();
    assertThat(mail.getSubject()).isEqualTo("Übel: HighLoad");
    assertThat(mail.getHeader("Subject", "")).startsWith("=?UTF-8?Q?");
    assertThat(mail.getHeader("From", "")).isEqualTo("Alerts <alerts@example.org>");
    assertThat(mail.getHeader("To", "")).isEqualTo("ops@example.org");
    assertThat(mail.getHeader("X-Team", "")).isEqualTo("db");
    assertThat(mail.getHeader("Message-Id", "")).isEqualTo("<1767355200000.0123456789abcdef@example.org>");
    assertThat(mail.getSentDate()).isEqualTo(java.util.Date.from(NOON));
    assertThat(mail.getHeader("References")).isNull();
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    Multipart parts = (Multipart) mail.getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(parts.getBodyPart(0).getContent()).isEqualTo("plain äöü firing");
    assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
    assertThat(parts.getBodyPart(1).getHeader("Content-Transfer-Encoding")).containsExactly("quoted-printable");
    assertThat(String.valueOf(parts.getBodyPart(1).getContent())).contains("<!DOCTYPE html>", "1 firing", "load is high");
  }

  @Test
  void severalRecipientsAndTemplates() throws Exception {
    int before = MAIL.getReceivedMessages().length;
    deliver(read(KIND, yaml("html: ''\ntext: x").replace("to: ops@example.org", "to: 'a@example.org, \"B\" <{{ .Status }}@example.org>'")), new ScriptedHttp(), firing());
    assertThat(MAIL.getReceivedMessages().length - before).isEqualTo(2);
    assertThat(last().getHeader("To", "")).isEqualTo("a@example.org, B <firing@example.org>");
    assertThat(((Multipart) last().getContent()).getCount()).isEqualTo(1);
  }

  @Test
  void noLabelAddsHeaders() throws Exception {
    Notification nasty = notification(List.of(firing("alertname", "x\r\nBcc: everybody@example.org")), Map.of());
    deliver(read(KIND, yaml("headers: {Subject: '{{ .CommonLabels.alertname }}'}")), new ScriptedHttp(), nasty);
    assertThat(last().getSubject()).isEqualTo("x Bcc: everybody@example.org");
    assertThat(last().getHeader("Bcc")).isNull();
  }

  @Test
  void threads() throws Exception {
    deliver(read(KIND, yaml("threading: {enabled: true, thread_by_date: daily}")), new ScriptedHttp(), firing());
    assertThat(last().getHeader("References", "")).isEqualTo("<alert-" + HASH.substring(0, 16) + "-2026-01-02@alertmanager>");
    assertThat(last().getHeader("In-Reply-To", "")).isEqualTo(last().getHeader("References", ""));
    deliver(read(KIND, yaml("threading: {enabled: true, thread_by_date: none}")), new ScriptedHttp(), firing());
    assertThat(last().getHeader("References", "")).isEqualTo("<alert-" + HASH.substring(0, 16) + "-@alertmanager>");
  }

  @Test
  void logsIn() {
    assertThat(deliver(read(KIND, yaml("auth_username: ops\nauth_password: " + SECRET)), new ScriptedHttp(), firing())).isInstanceOf(Delivery.Delivered.class);
    Delivery refused = deliver(read(KIND, yaml("auth_username: ops\nauth_password: wrong")), new ScriptedHttp(), firing());
    assertThat(refused).isInstanceOf(Delivery.Retriable.class);
    assertThat(((Delivery.Retriable) refused).reason()).isEqualTo(Delivery.Failure.AUTH_ERROR);
    assertThat(((Delivery.Retriable) deliver(read(KIND, yaml("auth_username: ops")), new ScriptedHttp(), firing())).text()).contains("there is no auth_secret (CRAM-MD5) or auth_password (PLAIN, LOGIN)");
  }

  @Test
  void implicitTls() {
    String tls = yaml("auth_username: ops\nauth_password_file: the/secret\nforce_implicit_tls: true\n").replace(":" + MAIL.getSmtp().getPort(), ":" + MAIL.getSmtps().getPort());
    assertThat(deliver(read(KIND, tls + "tls_config: {insecure_skip_verify: true}"), new ScriptedHttp(), firing())).isInstanceOf(Delivery.Delivered.class);
    Delivery untrusted = deliver(read(KIND, tls), new ScriptedHttp(), firing());
    assertThat(untrusted).isInstanceOf(Delivery.Retriable.class);
    assertThat(((Delivery.Retriable) untrusted).text()).contains("mail was not sent");
  }

  @Test
  void startTlsIsRequiredByDefault() {
    Delivery delivery = deliver(read(KIND, yaml("").replace("require_tls: false\n", "")), new ScriptedHttp(), firing());
    assertThat(delivery).isInstanceOf(Delivery.Retriable.class);
    assertThat(((Delivery.Retriable) delivery).text()).contains("STARTTLS");
  }

  @Test
  void theAddressIsChecked() {
    ReceiverServices s = services(new ScriptedHttp());
    ReceiverServices guarded = new ReceiverServices(s.http(), s.topics(), s.secrets(), AddressPolicy.of(AddressPolicy.Scope.PRIVATE), s.templates(), s.clock(), s.randomBits());
    int before = MAIL.getReceivedMessages().length;
    assertThat(read(KIND, yaml("")).build(guarded).deliver(firing()))
        .isEqualTo(new Delivery.Refused(Delivery.Failure.OTHER, "the address 127.0.0.1 of 127.0.0.1 must not be reached: loopback addresses need address policy loopback, it is private"));
    assertThat(MAIL.getReceivedMessages()).hasSize(before);
  }

  @Test
  void aServerThatHangsOrIsAway() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Notification n = firing();
      Notification brief = new Notification(n.groupKey(), n.receiver(), n.groupLabels(), n.routeLabels(), n.alerts(), n.reason(), NOON, n.data(), NOON.plusMillis(300));
      assertThat(deliver(read(KIND, yaml("").replace(":" + MAIL.getSmtp().getPort(), ":" + mute.getLocalPort())), new ScriptedHttp(), brief)).isInstanceOf(Delivery.Retriable.class);
    }
    int free;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = closed.getLocalPort();
    }
    Delivery away = deliver(read(KIND, yaml("").replace(":" + MAIL.getSmtp().getPort(), ":" + free)), new ScriptedHttp(), firing());
    assertThat(((Delivery.Retriable) away).text()).contains("mail was not sent");
  }

  @Test
  void badAddressesAreFinal() {
    assertThat(deliver(read(KIND, yaml("").replace("to: ops@example.org", "to: '{{ .GroupLabels.none }}'")), new ScriptedHttp(), firing())).isEqualTo(new Delivery.Refused(Delivery.Failure.OTHER, "to holds no address"));
    assertThat(deliver(read(KIND, yaml("").replace("Alerts <alerts@example.org>", "a@b.org, c@d.org")), new ScriptedHttp(), firing())).isEqualTo(new Delivery.Refused(Delivery.Failure.OTHER, "from must be exactly one address"));
  }

  @Test
  void aTemplateThatFailsStillPages() throws Exception {
    Delivery delivery = deliver(read(KIND, yaml("html: '<p>{{ .Nothing }}</p>'\nheaders: {Subject: '{{ .Nothing }}'}")), new ScriptedHttp(), firing());
    assertThat(((Delivery.Delivered) delivery).notes()).hasSize(2);
    assertThat(last().getSubject()).isEqualTo("[FIRING:1] alertname=HighLoad, instance=a:9100");
    assertThat(String.valueOf(((Multipart) last().getContent()).getBodyPart(0).getContent())).startsWith("<pre>[FIRING:1]");
  }

  @Test
  void configuration() {
    refuses(KIND, "from: a@b.org\nsmarthost: h:25", "needs \"to\"");
    refuses(KIND, "to: a@b.org\nsmarthost: h:25", "no sender");
    refuses(KIND, "to: a@b.org\nfrom: a@b.org", "no mail server");
    refuses(KIND, yaml("headers: {subject: a, Subject: b}"), "the header Subject is given twice");
    refuses(KIND, yaml("threading: {enabled: true}"), "threading.thread_by_date must be either 'none' or 'daily'");
    refuses(KIND, yaml("threading: {enabled: true, thread_by_date: daily}\nheaders: {references: x}"), "threading sets the header References by itself");
    refuses(KIND, yaml("").replace("127.0.0.1:" + MAIL.getSmtp().getPort(), "mail.example.org"), "smarthost needs a host and a port");
    printed(KIND, read(KIND, yaml("auth_password: " + SECRET + "\nauth_secret: " + SECRET + "\nauth_username: u\nhello: h\nauth_identity: i\ntls_config: {server_name: x}\nthreading: {enabled: true, thread_by_date: none}")));
  }
}
