package dev.surprisal.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.surprisal.delivery.Retries;
import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.notification.NotificationSpec.Email;
import dev.surprisal.notification.NotificationSpec.Form;
import dev.surprisal.notification.NotificationSpec.Security;
import dev.surprisal.notification.NotificationSpec.Webhook;
import dev.surprisal.notification.NotificationSpec.When;
import dev.surprisal.notification.Notifications.Delivery;
import dev.surprisal.report.IncidentChange;
import dev.surprisal.report.KnownRun;
import dev.surprisal.report.Lineage;
import dev.surprisal.report.News.Occasion;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportedIncident;
import dev.surprisal.report.Reports;
import dev.surprisal.secret.Secret;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** Messages to real servers of HTTP and SMTP on this machine. */
class NotificationsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PAGE = "https://reports.example.com/parcels/runs/1/report.html";
  private static final Retries SOON = new Retries(Duration.ofMillis(5));
  private static final KnownRun.Position POSITION =
      new KnownRun.Position("parcels", Instant.parse("2026-03-30T00:00:00Z"), 1);

  @TempDir private Path folder = Path.of("");

  private record Request(String path, String authorization, String contentType, String body) {}

  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Integer> answers = new ArrayDeque<>();
  private String answer = "ok";
  private HttpServer server = start();

  private HttpServer start() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext("/", this::serve);
      return http;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (InputStream body = exchange.getRequestBody()) {
      requests.add(
          new Request(
              exchange.getRequestURI().toString(),
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
              String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
              new String(body.readAllBytes(), StandardCharsets.UTF_8)));
    }
    int status = answers.isEmpty() ? 200 : answers.removeFirst();
    if (status == 302) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @BeforeEach
  void open() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Secret url() {
    return Secret.literal(
        "http://localhost:" + server.getAddress().getPort() + "/services/T0/B0/hunter2");
  }

  private Webhook webhook(Form form, When when) {
    return new Webhook(url(), form, Map.of(), when, Duration.ofSeconds(5));
  }

  private static List<Delivery> send(Webhook webhook, Report report) {
    return Notifications.of(new NotificationSpec(List.of(webhook), List.of()), SOON)
        .send(report, PAGE);
  }

  private static Report report(
      IncidentChange change, boolean isOngoing, @Nullable Acknowledgement said) {
    KnownRun base = new KnownRun("before", POSITION, null, List.of());
    return Reports.withIncidents(
        Reports.small(),
        List.of(Reports.incident(change, isOngoing, said)),
        new Lineage(POSITION, base, List.of()));
  }

  private static Report news() {
    return report(IncidentChange.NEW, true, null);
  }

  @Test
  void programsGetTheIncidentsAndTheReason() throws IOException {
    List<Delivery> deliveries = send(webhook(Form.JSON, When.NEWS), news());

    String name = "webhook http://localhost:" + server.getAddress().getPort() + "/***";
    assertThat(deliveries).containsExactly(new Delivery(name, null));
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0).contentType()).isEqualTo("application/json; charset=utf-8");
    JsonNode body = JSON.readTree(requests.get(0).body());
    assertThat(body.path("event").asText()).isEqualTo("report");
    assertThat(body.path("occasions").path(0).asText()).isEqualTo("new");
    assertThat(body.path("page").asText()).isEqualTo(PAGE);
    assertThat(body.path("model").asText()).isEqualTo("parcels");
    assertThat(body.at("/incidents/0/change").asText()).isEqualTo("new");
    assertThat(body.at("/incidents/0/headline/after").asDouble()).isEqualTo(0.81);
  }

  @Test
  void slackGetsTextThatIsNotParsed() throws IOException {
    send(webhook(Form.SLACK, When.NEWS), Reports.withModelName(news(), "<!channel> *x* & y"));

    JsonNode body = JSON.readTree(requests.get(0).body());
    assertThat(body.path("text").asText()).startsWith("ALERT: &lt;!channel&gt; *x* &amp; y: gbt-1");
    assertThat(body.at("/blocks/0/text/text").asText()).isEqualTo("ALERT: <!channel> *x* & y");
    assertThat(body.at("/blocks/1/type").asText()).isEqualTo("rich_text");
    assertThat(body.at("/blocks/1/elements/0/elements/0/text").asText()).isEqualTo("NEW ");
    assertThat(body.at("/blocks/1/elements/1/elements/0/elements/0/text").asText())
        .isEqualTo("Log loss 0.500 → 0.810 nats.");
    assertThat(body.findValuesAsText("url")).containsExactly(PAGE);
    assertThat(body.findValuesAsText("type")).doesNotContain("mrkdwn");
  }

  @Test
  void teamsGetsACard() throws IOException {
    send(webhook(Form.TEAMS, When.NEWS), news());

    JsonNode card = JSON.readTree(requests.get(0).body()).at("/attachments/0/content");
    assertThat(card.path("type").asText()).isEqualTo("AdaptiveCard");
    assertThat(card.at("/body/0/inlines/0/text").asText()).isEqualTo("ALERT: parcels");
    assertThat(card.at("/body/1/inlines/1/text").asText())
        .startsWith("gbt-1 degraded on region=south");
    assertThat(card.at("/actions/0/url").asText()).isEqualTo(PAGE);
    assertThat(card.findValuesAsText("type")).doesNotContain("TextBlock");
  }

  @Test
  void sendsWhatIsAskedFor() {
    When ends = new When(Set.of(Occasion.RECOVERED), false);
    When always = new When(Set.of(), true);
    Report quiet = report(IncidentChange.UNCHANGED, true, null);
    Report over = report(IncidentChange.RECOVERED, false, null);
    Report known =
        report(IncidentChange.NEW, true, new Acknowledgement("x", Instant.MAX, "ticket"));

    assertThat(send(webhook(Form.SLACK, ends), news())).isEmpty();
    assertThat(send(webhook(Form.SLACK, When.NEWS), quiet)).isEmpty();
    assertThat(send(webhook(Form.SLACK, When.NEWS), known)).isEmpty();
    assertThat(requests).isEmpty();
    assertThat(send(webhook(Form.SLACK, ends), over)).hasSize(1);
    assertThat(send(webhook(Form.SLACK, When.NEWS), over)).hasSize(1);
    assertThat(send(webhook(Form.SLACK, always), quiet)).hasSize(1);
    assertThat(requests).hasSize(3);
  }

  @Test
  void triesAgainWhatFailsInPassing() {
    answers.addAll(List.of(503, 429));

    List<Delivery> deliveries = send(webhook(Form.JSON, When.NEWS), news());

    assertThat(deliveries.get(0).failure()).isNull();
    assertThat(requests).hasSize(3);
  }

  @Test
  void givesUpAndSaysWhy() {
    answers.addAll(List.of(500, 500, 500, 500, 500));

    List<Delivery> deliveries = send(webhook(Form.JSON, When.NEWS), news());

    assertThat(deliveries.get(0).sentence()).endsWith("/***: HTTP 500: ok");
    assertThat(requests).hasSize(4);
  }

  @Test
  void doesNotInsistWhereItIsRefusedNorFollowsElsewhere() {
    answers.addAll(List.of(404, 302));
    answer = "no_service at /services/T0/B0/hunter2\nBearer abcdefghijklmnopqrstuvwxyz";

    assertThat(send(webhook(Form.JSON, When.NEWS), news()).get(0).failure())
        .isEqualTo("HTTP 404: no_service at *** ***");
    assertThat(send(webhook(Form.JSON, When.NEWS), news()).get(0).failure()).startsWith("HTTP 302");
    assertThat(requests).extracting(Request::path).doesNotContain("/elsewhere").hasSize(2);
  }

  @Test
  void aSilentServerCostsNoMoreThanTheTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Webhook webhook =
          new Webhook(
              Secret.literal("http://localhost:" + silent.getLocalPort() + "/"),
              Form.JSON,
              Map.of(),
              When.NEWS,
              Duration.ofMillis(200));

      assertThat(send(webhook, news()).get(0).failure()).isEqualTo("no answer within 0.2 s");
    }
  }

  @Test
  void nobodyListeningIsSaid() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Webhook webhook =
        new Webhook(
            Secret.literal("http://localhost:" + port + "/hunter2"),
            Form.JSON,
            Map.of(),
            When.NEWS,
            Duration.ofSeconds(2));

    assertThat(send(webhook, news()).get(0).sentence())
        .isEqualTo(
            "Could not notify webhook http://localhost:" + port + "/***: connection refused");
  }

  @Test
  void secretsComeFromFilesAndTheEnvironment() throws IOException {
    Path url = Files.writeString(folder.resolve("url"), url().value() + "\n");
    Path token = Files.writeString(folder.resolve("token"), "Bearer abc\n");
    Webhook webhook =
        new Webhook(
            new Secret(Secret.Source.FILE, url.toString()),
            Form.JSON,
            Map.of("Authorization", new Secret(Secret.Source.FILE, token.toString())),
            When.NEWS,
            Duration.ofSeconds(5));

    assertThat(send(webhook, news()).get(0).failure()).isNull();
    assertThat(requests.get(0).authorization()).isEqualTo("Bearer abc");
    assertThat(new Secret(Secret.Source.ENV, "PATH").value()).isNotBlank();
    assertThat(webhook.toString()).doesNotContain("hunter2", "abc");
    assertThatThrownBy(() -> new Secret(Secret.Source.ENV, "SURPRISAL_NO_SUCH").value())
        .hasMessage(
            "the environment variable SURPRISAL_NO_SUCH is not set; set it where the driver runs");
    assertThatThrownBy(() -> new Secret(Secret.Source.FILE, folder + "/none").value())
        .hasMessage("there is no file " + folder + "/none");
  }

  /** A server that keeps what it is sent, and asks for a password. */
  private static final class Mailbox implements AutoCloseable {

    private final List<byte[]> mails = Collections.synchronizedList(new ArrayList<>());
    private final SMTPServer server;
    private int refusals;

    Mailbox() {
      this.server =
          SMTPServer.port(0)
              .bindAddress(InetAddress.getLoopbackAddress())
              .authenticationHandlerFactory(
                  new EasyAuthenticationHandlerFactory(
                      (user, password, context) -> {
                        if (!user.equals("surprisal") || !password.equals("hunter2")) {
                          throw new LoginFailedException("535 no such user");
                        }
                      }))
              .messageHandlerFactory(this::handler)
              .build();
      server.start();
    }

    private MessageHandler handler(MessageContext context) {
      return new MessageHandler() {
        @Override
        public void from(String from) throws RejectException {
          if (refusals-- > 0) {
            throw new RejectException(451, "try later");
          }
        }

        @Override
        public void recipient(String recipient) throws RejectException {
          if (recipient.startsWith("nobody@")) {
            throw new RejectException(550, "no such mailbox");
          }
        }

        @Override
        public @Nullable String data(InputStream data) throws IOException {
          ByteArrayOutputStream mail = new ByteArrayOutputStream();
          data.transferTo(mail);
          mails.add(mail.toByteArray());
          return null;
        }

        @Override
        public void done() {}
      };
    }

    int port() {
      return server.getPortAllocated();
    }

    MimeMessage mail() throws MessagingException {
      return new MimeMessage(
          Session.getInstance(new Properties()), new ByteArrayInputStream(mails.get(0)));
    }

    @Override
    public void close() {
      server.stop();
    }
  }

  private Email email(Mailbox mailbox, Security security, String password, String... to)
      throws IOException {
    Path file = Files.writeString(folder.resolve("password"), password);
    return new Email(
        "localhost",
        mailbox.port(),
        security,
        "surprisal",
        new Secret(Secret.Source.FILE, file.toString()),
        "Surprisal <surprisal@example.com>",
        List.of(to),
        When.NEWS,
        Duration.ofSeconds(5));
  }

  private static Delivery send(Email email, Report report) {
    return Notifications.of(new NotificationSpec(List.of(), List.of(email)), SOON)
        .send(report, PAGE)
        .get(0);
  }

  @Test
  void mailHasTheSummaryAsTextAndAsHtml() throws IOException, MessagingException {
    try (Mailbox mailbox = new Mailbox()) {
      Email email = email(mailbox, Security.NONE, "hunter2", "a@example.com", "b@example.com");
      Report report = Reports.withModelName(news(), "parcels\r\nBcc: evil@example.com");

      Delivery delivery = send(email, report);

      assertThat(delivery.failure()).isNull();
      assertThat(mailbox.mails).hasSize(1);
      MimeMessage mail = mailbox.mail();
      assertThat(mail.getSubject())
          .isEqualTo(
              "ALERT: parcels\uFFFD Bcc: evil@example.com: gbt-1 degraded on region=south since 23"
                  + " Feb 2026, ongoing (1 of 1 window).");
      assertThat(mail.getAllRecipients()).hasSize(2);
      MimeMultipart forms = (MimeMultipart) mail.getContent();
      assertThat(text(forms.getBodyPart(0))).startsWith("# parcels").contains("0.810 nats");
      assertThat(forms.getBodyPart(1).getContentType()).startsWith("text/html");
      assertThat(text(forms.getBodyPart(1))).contains("<h2>Incidents</h2>", "href=\"" + PAGE);
    }
  }

  private static String text(BodyPart part) throws IOException, MessagingException {
    try (InputStream text = part.getInputStream()) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void nothingIsSentInTheClearThatShouldNot() throws IOException {
    try (Mailbox mailbox = new Mailbox()) {
      Delivery delivery =
          send(email(mailbox, Security.STARTTLS, "hunter2", "a@example.com"), news());

      assertThat(delivery.failure()).contains("STARTTLS is required");
      assertThat(mailbox.mails).isEmpty();
    }
  }

  @Test
  void aWrongPasswordAndAWrongAddressAreSaidAtOnce() throws IOException {
    try (Mailbox mailbox = new Mailbox()) {
      assertThat(send(email(mailbox, Security.NONE, "wrong", "a@example.com"), news()).failure())
          .contains("535")
          .doesNotContain("wrong");
      assertThat(
              send(email(mailbox, Security.NONE, "hunter2", "nobody@example.com"), news())
                  .failure())
          .contains("Invalid Addresses");
      assertThat(mailbox.mails).isEmpty();
    }
  }

  @Test
  void oneWrongAddressDoesNotKeepTheMailFromTheOthers() throws IOException {
    try (Mailbox mailbox = new Mailbox()) {
      Email email = email(mailbox, Security.NONE, "hunter2", "a@example.com", "nobody@example.com");

      assertThat(send(email, news()).failure())
          .contains("nobody@example.com")
          .endsWith("sent to the others");
      assertThat(mailbox.mails).hasSize(1);
    }
  }

  @Test
  void theSubjectCountsAllThatThereIs() {
    List<ReportedIncident> many =
        Collections.nCopies(30, Reports.incident(IncidentChange.NEW, true, null));
    Report report =
        Reports.withIncidents(Reports.small(), many, new Lineage(POSITION, null, List.of()));

    Message message = Message.of(report, When.NEWS, PAGE).orElseThrow();

    assertThat(message.entries()).hasSize(9);
    assertThat(message.entries().get(8).headline()).isEqualTo("22 more in the report.");
    assertThat(message.subject()).endsWith("(and 29 more)");
  }

  @Test
  void mailThatIsPutOffIsSentOnce() throws IOException {
    try (Mailbox mailbox = new Mailbox()) {
      mailbox.refusals = 2;

      Delivery delivery = send(email(mailbox, Security.NONE, "hunter2", "a@example.com"), news());

      assertThat(delivery.failure()).isNull();
      assertThat(mailbox.mails).hasSize(1);
    }
  }

  @Test
  void aTestReachesAll() throws IOException {
    try (Mailbox mailbox = new Mailbox()) {
      NotificationSpec spec =
          new NotificationSpec(
              List.of(webhook(Form.JSON, When.NEWS), webhook(Form.SLACK, When.NEWS)),
              List.of(email(mailbox, Security.NONE, "hunter2", "a@example.com")));

      List<Delivery> deliveries = Notifications.of(spec).test("parcels");

      assertThat(deliveries).hasSize(3).allMatch(it -> it.failure() == null);
      assertThat(requests).hasSize(2);
      assertThat(requests).allMatch(it -> it.body().contains("This is a test"));
    }
  }
}
