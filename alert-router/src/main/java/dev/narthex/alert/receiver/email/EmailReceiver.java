package dev.narthex.alert.receiver.email;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Delivery.Failure;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.secret.SecretException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Sends one mail over a connection of its own. What the server refuses may be tried again, what the configuration cannot make is final. */
final class EmailReceiver implements Receiver {
  private final EmailConfig config;
  private final ReceiverServices services;

  EmailReceiver(EmailConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification, this::attempt);
  }

  private Delivery attempt(Attempt attempt) {
    Duration left = attempt.timeLeft();
    AtomicBoolean late = new AtomicBoolean();
    CountDownLatch over = new CountDownLatch(1);
    try {
      GuardedSockets sockets = new GuardedSockets(services.addresses(), config.smtp().tls(), services.secrets());
      cutAfter(left, over, late, sockets);
      Session session = Session.getInstance(properties(left, sockets));
      MailMessage.Addressed message = new MailMessage(config, attempt, services.clock().instant(), services.randomBits().getAsLong()).build(session);
      return send(attempt, session, message);
    } catch (GeneralSecurityException | IOException | SecretException e) {
      return new Delivery.Refused(Failure.OTHER, "TLS cannot be set up: " + e.getMessage());
    } catch (MessagingException e) {
      return failure(e, late.get(), left);
    } finally {
      over.countDown();
    }
  }

  /** A server that answers byte by byte must not hold the attempt beyond its deadline. */
  private static void cutAfter(Duration left, CountDownLatch over, AtomicBoolean late, GuardedSockets sockets) {
    Thread.ofVirtual().name("mail-deadline").start(() -> {
      try {
        if (!over.await(left.toMillis(), TimeUnit.MILLISECONDS)) {
          late.set(true);
          sockets.cut();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException alreadyClosed) {
        late.set(true);
      }
    });
  }

  private Properties properties(Duration left, GuardedSockets sockets) {
    Properties p = new Properties();
    String millis = String.valueOf(left.toMillis());
    p.put("mail.smtp.connectiontimeout", millis);
    p.put("mail.smtp.timeout", millis);
    p.put("mail.smtp.localhost", config.smtp().hello().isEmpty() ? "localhost" : config.smtp().hello());
    p.put("mail.smtp.auth", "false"); // the login is done by hand, see SmtpLogin
    p.put("mail.smtp.quitwait", "false");
    p.put("mail.smtp.ssl.enable", String.valueOf(config.isImplicitTls()));
    p.put("mail.smtp.starttls.enable", String.valueOf(startsTls()));
    p.put("mail.smtp.starttls.required", String.valueOf(startsTls()));
    p.put("mail.smtp.ssl.checkserveridentity", "false"); // the layer checks, by the name that the configuration may give
    p.put("mail.smtp.socketFactory", sockets);
    p.put("mail.smtp.socketFactory.fallback", "false");
    p.put("mail.smtp.ssl.socketFactory", sockets);
    p.put("mail.smtp.ssl.socketFactory.fallback", "false");
    return p;
  }

  private boolean startsTls() {
    return config.smtp().requireTls() && !config.isImplicitTls();
  }

  private Delivery send(Attempt attempt, Session session, MailMessage.Addressed message) throws MessagingException {
    try (SMTPTransport transport = (SMTPTransport) session.getTransport("smtp")) {
      transport.connect(config.host(), config.port(), null, null);
      new SmtpLogin(config.smtp(), attempt, transport).login(channel());
      transport.sendMessage(message.mail(), message.recipients());
      return Delivery.Delivered.saying(Optional.ofNullable(transport.getLastServerResponse()).orElse("").strip());
    }
  }

  private SmtpLogin.Channel channel() {
    if (startsTls() || config.isImplicitTls()) {
      return SmtpLogin.Channel.ENCRYPTED;
    }
    try {
      return InetAddress.getByName(config.host()).isLoopbackAddress() ? SmtpLogin.Channel.LOCAL : SmtpLogin.Channel.OPEN;
    } catch (UnknownHostException e) {
      return SmtpLogin.Channel.OPEN;
    }
  }

  private static Delivery failure(MessagingException e, boolean late, Duration left) {
    if (late) {
      return new Delivery.Retriable(Failure.DEADLINE_EXCEEDED, "the mail server did not finish within " + left.toMillis() / 1000.0 + " s");
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof GuardedSockets.RefusedException) {
        return new Delivery.Refused(Failure.OTHER, String.valueOf(cause.getMessage()));
      }
    }
    Failure reason = e instanceof SmtpLogin.LoginException ? Failure.AUTH_ERROR : Failure.OTHER;
    return new Delivery.Retriable(reason, "mail was not sent: " + sentences(e));
  }

  private static String sentences(MessagingException e) {
    List<String> parts = new ArrayList<>();
    Throwable at = e;
    while (at != null && parts.size() < 4) {
      String text = String.valueOf(at.getMessage()).replaceAll("\\s+", " ").strip();
      if (!parts.contains(text)) {
        parts.add(text);
      }
      at = at instanceof MessagingException m && m.getNextException() != null ? m.getNextException() : at.getCause();
    }
    return String.join(": ", parts);
  }
}
