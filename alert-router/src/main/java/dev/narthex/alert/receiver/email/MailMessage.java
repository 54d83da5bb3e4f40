package dev.narthex.alert.receiver.email;

import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.Stopped;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** Makes the mail of one notification: headers, threading, and the parts as alternatives of each other, HTML last. */
final class MailMessage {
  private static final int THREAD_HASH = 16;

  private final EmailConfig config;
  private final Attempt attempt;
  private final Instant now;
  private final long randomBits;

  MailMessage(EmailConfig config, Attempt attempt, Instant now, long randomBits) {
    this.config = config;
    this.attempt = attempt;
    this.now = now;
    this.randomBits = randomBits;
  }

  /** A mail and whom it goes to. */
  record Addressed(SMTPMessage mail, Address[] recipients) {}

  Addressed build(Session session) throws MessagingException {
    InternetAddress from = sender();
    InternetAddress[] to = addresses("to", attempt.address("to", config.to()));
    SMTPMessage mail = new SMTPMessage(session) {
      @Override
      protected void updateMessageID() {
        // the header is set below, from the given clock and randomness
      }
    };
    mail.setEnvelopeFrom(from.getAddress());
    headers(mail, from);
    mail.setContent(parts());
    mail.setSentDate(Date.from(now));
    mail.saveChanges();
    return new Addressed(mail, to);
  }

  private InternetAddress sender() {
    InternetAddress[] from = addresses("from", attempt.address("from", config.smtp().from()));
    if (from.length != 1) {
      throw Stopped.refused("from must be exactly one address");
    }
    return from[0];
  }

  private static InternetAddress[] addresses(String field, String text) {
    try {
      InternetAddress[] parsed = InternetAddress.parse(text, true);
      if (parsed.length == 0) {
        throw Stopped.refused(field + " holds no address");
      }
      return parsed;
    } catch (AddressException e) {
      throw Stopped.refused(field + " is no list of mail addresses: " + e.getMessage());
    }
  }

  private void headers(SMTPMessage mail, InternetAddress from) throws MessagingException {
    Set<String> names = new TreeSet<>(config.headers().keySet());
    names.addAll(List.of("Subject", "From", "To"));
    for (String name : names) {
      mail.setHeader(name, value(name));
    }
    if (!names.contains("Message-Id")) {
      String domain = from.getAddress().substring(from.getAddress().indexOf('@') + 1);
      mail.setHeader("Message-Id", String.format(Locale.ROOT, "<%d.%016x@%s>", now.toEpochMilli(), randomBits, domain));
    }
    String day = switch (config.threading()) {
      case NONE -> null;
      case GROUP -> "";
      case DAILY -> DateTimeFormatter.ISO_LOCAL_DATE.format(now.atOffset(ZoneOffset.UTC));
    };
    if (day != null) {
      // no mail has this id: programs that follow the usual algorithm make an empty root for it
      String root = "<alert-" + attempt.notification().groupKeyHash().substring(0, THREAD_HASH) + "-" + day + "@alertmanager>";
      mail.setHeader("References", root);
      mail.setHeader("In-Reply-To", root);
    }
  }

  /** A header's text: no line breaks of its own, so that no label can add headers; addresses encoded as such, all else word by word. */
  private String value(String name) {
    String template = config.header(name);
    String text = (name.equals("Subject") ? attempt.subject("headers.Subject", template) : attempt.detail("headers." + name, template)).replaceAll("[\\r\\n]+", " ").strip();
    if (name.equals("From") || name.equals("To") || name.equals("Cc") || name.equals("Reply-To")) {
      try {
        return MimeUtility.fold(name.length() + 2, InternetAddress.toString(InternetAddress.parse(text, false)));
      } catch (AddressException e) {
        attempt.note("the header " + name + " holds no addresses");
      }
    }
    try {
      return MimeUtility.fold(name.length() + 2, MimeUtility.encodeText(text, "UTF-8", "Q"));
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java platform has UTF-8", e);
    }
  }

  private MimeMultipart parts() throws MessagingException {
    List<MimeBodyPart> parts = new ArrayList<>();
    if (!config.text().isEmpty()) {
      parts.add(part(attempt.content("text", config.text()), "plain"));
    }
    if (!config.html().isEmpty()) {
      parts.add(part(attempt.html("html", config.html()), "html"));
    }
    MimeMultipart multipart = new MimeMultipart("alternative");
    for (MimeBodyPart part : parts) {
      multipart.addBodyPart(part);
    }
    return multipart;
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, "UTF-8", subtype);
    part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    return part;
  }
}
