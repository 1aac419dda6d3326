package dev.surprisal.notification;

import dev.surprisal.delivery.DeliveryException;
import dev.surprisal.notification.NotificationSpec.Email;
import dev.surprisal.notification.NotificationSpec.Security;
import dev.surprisal.notification.NotificationSpec.When;
import dev.surprisal.secret.Secret;
import dev.surprisal.secret.SecretMask;
import jakarta.activation.CommandMap;
import jakarta.activation.MailcapCommandMap;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.security.GeneralSecurityException;
import java.util.Date;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.handlers.multipart_mixed;
import org.eclipse.angus.mail.handlers.text_html;
import org.eclipse.angus.mail.handlers.text_plain;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** Sends messages by SMTP: the report's summary as text and as HTML. */
final class EmailChannel implements Channel {

  private static final int LONGEST_SUBJECT = 200;

  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><style>
      body { font: 15px/1.5 sans-serif; max-width: 46em }
      h1 { font-size: 1.4em } h2 { font-size: 1.15em }
      table { border-collapse: collapse } th, td { padding: 4px 10px; text-align: left;
      border-bottom: 1px solid #ccc }
      </style></head><body>
      %s</body></html>
      """;

  /** What goes wrong for good begins with it. */
  private static final int PERMANENT = 5;

  static {
    // By class, not by the names in a file, which are others in our jar.
    MailcapCommandMap handlers = new MailcapCommandMap();
    handlers.addMailcap("text/plain;; x-java-content-handler=" + text_plain.class.getName());
    handlers.addMailcap("text/html;; x-java-content-handler=" + text_html.class.getName());
    handlers.addMailcap("multipart/*;; x-java-content-handler=" + multipart_mixed.class.getName());
    CommandMap.setDefaultCommandMap(handlers);
  }

  private final Email email;
  private final @Nullable String password;

  /**
   * Prepares.
   *
   * @throws Secret.UnavailableException where a secret is not where it should be
   */
  EmailChannel(Email email) {
    this.email = email;
    this.password = email.password() == null ? null : email.password().value();
  }

  @Override
  public String name() {
    return String.join(", ", email.to()) + " by " + email.host() + ":" + email.port();
  }

  @Override
  public When when() {
    return email.when();
  }

  @Override
  public void send(Message message) throws DeliveryException {
    Session session = Session.getInstance(properties());
    URLName server = new URLName("smtp", email.host(), email.port(), null, email.user(), null);
    // Not by name: the files in which names are looked up may be those of another Jakarta Mail.
    try (Transport transport = new SMTPTransport(session, server)) {
      MimeMessage mail = mail(session, message);
      transport.connect(email.host(), email.port(), email.user(), password);
      transport.sendMessage(mail, mail.getAllRecipients());
    } catch (MessagingException e) {
      throw failure(e);
    }
  }

  private Properties properties() {
    String timeout = Long.toString(email.timeout().toMillis());
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.connectiontimeout", timeout);
    properties.setProperty("mail.smtp.timeout", timeout);
    properties.setProperty("mail.smtp.writetimeout", timeout);
    properties.setProperty("mail.smtp.auth", Boolean.toString(email.user() != null));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    // One address that is refused must not keep the mail from the others.
    properties.setProperty("mail.smtp.sendpartial", "true");
    if (email.security() == Security.STARTTLS) {
      properties.setProperty("mail.smtp.starttls.enable", "true");
      properties.setProperty("mail.smtp.starttls.required", "true");
    } else if (email.security() == Security.TLS) {
      properties.setProperty("mail.smtp.ssl.enable", "true");
    }
    return properties;
  }

  private MimeMessage mail(Session session, Message message) throws MessagingException {
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(new InternetAddress(email.from(), true));
    for (String to : email.to()) {
      mail.addRecipient(RecipientType.TO, new InternetAddress(to, true));
    }
    String subject = Texts.clipped(message.subject(), LONGEST_SUBJECT).replace('\n', ' ');
    mail.setSubject(subject, "UTF-8");
    mail.setSentDate(new Date());
    // So that an answering machine does not answer.
    mail.setHeader("Auto-Submitted", "auto-generated");
    MimeMultipart forms = new MimeMultipart("alternative");
    forms.addBodyPart(part(message.markdown(), "plain"));
    forms.addBodyPart(part(FRAME.formatted(message.html()), "html"));
    mail.setContent(forms);
    mail.saveChanges();
    return mail;
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, "UTF-8", subtype);
    return part;
  }

  private static DeliveryException failure(MessagingException e) {
    String why = DeliveryException.line(e.getMessage());
    String reason = why.isEmpty() ? e.getClass().getSimpleName() : SecretMask.text(why);
    return new DeliveryException(reason + refused(e), isPassing(e), e);
  }

  /** The addresses that the server did not take. */
  private static String refused(MessagingException failure) {
    if (!(failure instanceof SendFailedException sent) || !hasReached(sent.getInvalidAddresses())) {
      return "";
    }
    String addresses =
        Stream.of(sent.getInvalidAddresses())
            .map(Address::toString)
            .collect(Collectors.joining(", "));
    return ": "
        + addresses
        + (hasReached(sent.getValidSentAddresses()) ? "; sent to the others" : "");
  }

  private static boolean isPassing(MessagingException failure) {
    if (failure instanceof AuthenticationFailedException) {
      return false;
    }
    for (Throwable it = failure; it != null; it = next(it)) {
      if (code(it) / 100 == PERMANENT) {
        return false;
      }
      if (it instanceof SendFailedException sent && hasReached(sent.getValidSentAddresses())) {
        return false;
      }
      // A certificate that is not trusted now will not be in a moment.
      if (it instanceof GeneralSecurityException) {
        return false;
      }
    }
    return true;
  }

  /** What the server answered; 0 where it did not. */
  private static int code(Throwable failure) {
    if (failure instanceof SMTPAddressFailedException refused) {
      return refused.getReturnCode();
    }
    if (failure instanceof SMTPSenderFailedException refused) {
      return refused.getReturnCode();
    }
    return failure instanceof SMTPSendFailedException refused ? refused.getReturnCode() : 0;
  }

  private static boolean hasReached(Address @Nullable [] addresses) {
    return addresses != null && addresses.length > 0;
  }

  private static @Nullable Throwable next(Throwable failure) {
    return failure instanceof MessagingException mail
        ? mail.getNextException()
        : failure.getCause();
  }
}
