package dev.narthex.alert.receiver.email;

import static dev.narthex.alert.receiver.entry.FieldTable.call;

import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.global.SmtpConfig;
import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.entry.Entry;
import dev.narthex.alert.receiver.entry.Printed;
import dev.narthex.http.TlsConfig;
import dev.narthex.yaml.MappingReader;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code email_configs}.
 *
 * @param to addresses, a template
 * @param smtp how it is sent; sender included, a template
 * @param headers templates by canonical name; Subject, From and To have defaults
 * @param html a template; empty = no such part
 * @param text a template; empty = no such part
 */
public record EmailConfig(Dedup.Resolved sendResolved, String to, SmtpConfig smtp, Map<String, String> headers, String html, String text, Threading threading) implements IntegrationConfig {
  /** Whether the mails of a group form a conversation. */
  public enum Threading {
    NONE,
    /** One conversation for ever. */
    GROUP,
    /** A conversation for each day (UTC). */
    DAILY
  }

  static final String SUBJECT = call("email.default.subject");

  public static EmailConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    String to = keys.required("to");
    SmtpConfig smtp = smtp(entry);
    Threading threading = keys.mapping("threading", EmailConfig::threading).orElse(Threading.NONE);
    Map<String, String> headers = headers(entry);
    for (String header : threading == Threading.NONE ? java.util.List.<String>of() : java.util.List.of("References", "In-Reply-To")) {
      if (headers.containsKey(header)) {
        throw entry.error("headers", "threading sets the header " + header + " by itself; remove it from headers or switch threading off");
      }
    }
    return new EmailConfig(entry.sendResolved(Dedup.Resolved.KEPT_BACK), to, smtp, headers, entry.text("html", call("email.default.html")), entry.text("text", ""), threading);
  }

  private static SmtpConfig smtp(Entry entry) {
    MappingReader keys = entry.keys();
    SmtpConfig g = entry.global().smtp();
    String smarthost = or(entry.text("smarthost", ""), g.smarthost());
    if (smarthost.isEmpty()) {
      throw entry.error("smarthost", "no mail server: give \"smarthost\" here or \"smtp_smarthost\" in global");
    }
    if (MailAddress.port(smarthost).isEmpty()) {
      throw entry.error("smarthost", "smarthost needs a host and a port, such as mail.example.org:587");
    }
    String from = or(entry.text("from", ""), g.from());
    if (from.isEmpty()) {
      throw entry.error("from", "no sender: give \"from\" here or \"smtp_from\" in global");
    }
    return new SmtpConfig(from, smarthost, or(entry.text("hello", ""), g.hello()), or(entry.text("auth_username", ""), g.authUsername()), entry.secret("auth_password").or(g::authPassword),
        entry.secret("auth_secret").or(g::authSecret), or(entry.text("auth_identity", ""), g.authIdentity()), keys.bool("require_tls").orElse(g.requireTls()),
        keys.mapping("tls_config", TlsConfig::read).orElse(g.tls()), keys.bool("force_implicit_tls").or(g::forceImplicitTls));
  }

  private static String or(String own, String global) {
    return own.isEmpty() ? global : own;
  }

  private static Threading threading(MappingReader r) {
    String by = r.string("thread_by_date").orElse("");
    if (!r.bool("enabled").orElse(false)) {
      return Threading.NONE;
    }
    return switch (by) {
      case "none" -> Threading.GROUP;
      case "daily" -> Threading.DAILY;
      default -> throw r.error("thread_by_date", "threading.thread_by_date must be either 'none' or 'daily'");
    };
  }

  private static Map<String, String> headers(Entry entry) {
    Map<String, String> headers = new TreeMap<>();
    entry.keys().stringMap("headers").forEach((name, value) -> {
      String canonical = MailAddress.canonicalHeader(name);
      if (canonical.chars().anyMatch(c -> c <= ' ' || c >= 127 || c == ':')) {
        throw entry.error("headers", "\"" + name + "\" is no name of a header");
      }
      if (headers.put(canonical, value) != null) {
        throw entry.error("headers", "the header " + canonical + " is given twice");
      }
    });
    return headers;
  }

  /** The template of a header, with defaults for the three that every mail has. */
  String header(String name) {
    return headers.getOrDefault(name, switch (name) {
      case "Subject" -> SUBJECT;
      case "From" -> smtp.from();
      case "To" -> to;
      default -> "";
    });
  }

  @Override
  public String kind() {
    return "email";
  }

  @Override
  public String identity() {
    return to;
  }

  @Override
  public Map<String, Object> toYaml() {
    Printed printed = Printed.of(sendResolved).put("to", to).put("from", smtp.from()).put("hello", smtp.hello()).put("smarthost", smtp.smarthost()).put("auth_username", smtp.authUsername())
        .secret("auth_password", smtp.authPassword()).secret("auth_secret", smtp.authSecret()).put("auth_identity", smtp.authIdentity()).put("headers", headers).keep("html", html)
        .put("text", text).put("require_tls", smtp.requireTls()).put("force_implicit_tls", smtp.forceImplicitTls());
    if (!smtp.tls().equals(TlsConfig.DEFAULT)) {
      printed.put("tls_config", smtp.tls().toYaml());
    }
    switch (threading) {
      case NONE -> { }
      case GROUP -> printed.put("threading", Map.of("enabled", true, "thread_by_date", "none"));
      case DAILY -> printed.put("threading", Map.of("enabled", true, "thread_by_date", "daily"));
    }
    return printed.build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new EmailReceiver(this, services);
  }

  /** Makes the mail and sends it nowhere. */
  public Delivery compose(ReceiverServices services, Notification notification) {
    return new EmailReceiver(this, services).compose(notification);
  }

  /** The port of the mail server; checked when the configuration is read. */
  int port() {
    return MailAddress.port(smtp.smarthost()).orElseThrow();
  }

  String host() {
    return MailAddress.host(smtp.smarthost());
  }

  /** Whether TLS begins with the first byte. */
  boolean isImplicitTls() {
    return smtp.forceImplicitTls().orElse(port() == 465);
  }
}
