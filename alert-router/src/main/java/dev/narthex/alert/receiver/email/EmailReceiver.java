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
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
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

  /** All of an attempt but the sending. */
  Delivery compose(Notification notification) {
    return Attempt.run(services, notification, attempt -> {
      try {
        message(attempt, Session.getInstance(new Properties()));
        return Delivery.Delivered.saying("not sent");
      } catch (MessagingException e) {
        return new Delivery.Refused(Failure.OTHER, "the mail cannot be made: " + sentences(e));
      }
    });
  }

  private MailMessage.Addressed message(Attempt attempt, Session session) throws MessagingException {
    return new MailMessage(config, attempt, services.clock().instant(), services.randomBits().getAsLong()).build(session);
  }

  private Delivery attempt(Attempt attempt) {
    Duration left = attempt.timeLeft();
    AtomicBoolean late = new AtomicBoolean();
    CountDownLatch over = new CountDownLatch(1);
    try {
      GuardedSockets sockets = new GuardedSockets(services.addresses(), config.smtp().tls(), services.secrets());
      cutAfter(left, over, late, sockets);
      Session session = Session.getInstance(properties(sockets));
      MailMessage.Addressed message = message(attempt, session);
      return send(attempt, session, message, connect(sockets, left));
    } catch (GuardedSockets.RefusedException e) {
      return new Delivery.Refused(Failure.OTHER, String.valueOf(e.getMessage()));
    } catch (GeneralSecurityException | SecretException e) {
      return new Delivery.Refused(Failure.OTHER, "TLS cannot be set up: " + e.getMessage());
    } catch (MessagingException | IOException e) {
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

  private Properties properties(GuardedSockets sockets) {
    Properties p = new Properties();
    p.put("mail.smtp.localhost", config.smtp().hello().isEmpty() ? "localhost" : config.smtp().hello());
    p.put("mail.smtp.auth", "false"); // the login is done by hand, see SmtpLogin
    p.put("mail.smtp.quitwait", "false");
    p.put("mail.smtp.starttls.enable", String.valueOf(startsTls()));
    p.put("mail.smtp.starttls.required", String.valueOf(startsTls()));
    p.put("mail.smtp.ssl.checkserveridentity", "false"); // the layer checks, by the name that the configuration may give
    p.put("mail.smtp.ssl.socketFactory", sockets);
    return p;
  }

  private Socket connect(GuardedSockets sockets, Duration left) throws IOException {
    Socket plain = sockets.connect(config.host(), config.port(), left);
    if (!config.isImplicitTls()) {
      return plain;
    }
    SSLSocket layer = (SSLSocket) sockets.createSocket(plain, config.host(), config.port(), true);
    layer.startHandshake();
    return layer;
  }

  private boolean startsTls() {
    return config.smtp().requireTls() && !config.isImplicitTls();
  }

  private Delivery send(Attempt attempt, Session session, MailMessage.Addressed message, Socket socket) throws MessagingException {
    // the transport knows the host's name by its address of the form smtp://host:port
    try (SMTPTransport transport = new SMTPTransport(session, new URLName("smtp", config.host(), config.port(), null, null, null))) {
      transport.connect(socket);
      new SmtpLogin(config.smtp(), attempt, transport).login(channel(socket));
      transport.sendMessage(message.mail(), message.recipients());
      return Delivery.Delivered.saying(Optional.ofNullable(transport.getLastServerResponse()).orElse("").strip());
    }
  }

  private SmtpLogin.Channel channel(Socket socket) {
    if (startsTls() || config.isImplicitTls()) {
      return SmtpLogin.Channel.ENCRYPTED;
    }
    return socket.getInetAddress().isLoopbackAddress() ? SmtpLogin.Channel.LOCAL : SmtpLogin.Channel.OPEN;
  }

  private static Delivery failure(Exception e, boolean late, Duration left) {
    if (late || e instanceof SocketTimeoutException) {
      return new Delivery.Retriable(Failure.DEADLINE_EXCEEDED, "the mail server did not finish within " + left.toMillis() / 1000.0 + " s");
    }
    Failure reason = e instanceof SmtpLogin.LoginException ? Failure.AUTH_ERROR : Failure.OTHER;
    return new Delivery.Retriable(reason, "mail was not sent: " + sentences(e));
  }

  private static String sentences(Exception e) {
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
