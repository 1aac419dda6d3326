package dev.surprisal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.cluster.Launched.Ended;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** What was packaged sends mail over TLS, to servers whose certificate it trusts. */
@Tag("slow")
@ResourceLock("processes")
class NotifyIT {

  private static final String STORE_PASSWORD = "changeit";

  @TempDir Path folder;

  private final List<String> mails = Collections.synchronizedList(new ArrayList<>());

  private Path certificate() throws IOException, InterruptedException {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                STORE_PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return store;
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, STORE_PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, STORE_PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private MessageHandler handler(MessageContext unused) {
    return new MessageHandler() {
      @Override
      public void from(String from) {}

      @Override
      public void recipient(String recipient) {}

      @Override
      public @Nullable String data(InputStream data) throws IOException {
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        data.transferTo(mail);
        mails.add(mail.toString(StandardCharsets.UTF_8));
        return null;
      }

      @Override
      public void done() {}
    };
  }

  private SMTPServer.Builder server() throws IOException {
    return SMTPServer.port(0)
        .bindAddress(InetAddress.getLoopbackAddress())
        .authenticationHandlerFactory(
            new EasyAuthenticationHandlerFactory(
                (user, password, context) -> {
                  if (!user.equals("surprisal") || !password.equals("hunter2")) {
                    throw new LoginFailedException("535 no such user");
                  }
                }))
        .messageHandlerFactory(this::handler);
  }

  private Ended notified(SMTPServer server, String security, String options) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("model.yaml"),
            """
            model: {name: parcels, classes: [kept, lost]}
            predictions: {path: in, probability: p, timestamp: at}
            reference: {from: 2026-01-01, to: 2026-02-01}
            current: {from: 2026-02-01, to: 2026-03-01}
            output: {path: out}
            notify:
              emails:
                - {host: localhost, port: %d, security: %s, user: surprisal, password: {env: SMTP_PASSWORD},
                   from: surprisal@example.com, to: oncall@example.com}
            """
                .formatted(server.getPortAllocated(), security));
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "SPARK_HOME",
            "",
            "SMTP_PASSWORD",
            "hunter2",
            "SURPRISAL_JAVA_OPTS",
            options);
    List<String> command =
        List.of(
            Path.of("scripts", "surprisal").toAbsolutePath().toString(),
            "notify",
            "--config",
            config.toString());
    try (Launched launched = Launched.start(command, environment, folder)) {
      return launched.await(Duration.ofMinutes(1));
    }
  }

  @Test
  void sendsMailOverTls() throws IOException, InterruptedException, GeneralSecurityException {
    Path store = certificate();
    String trusting =
        "-Djavax.net.ssl.trustStore=" + store + " -Djavax.net.ssl.trustStorePassword=changeit";
    SMTPServer upgraded =
        server().enableTLS().requireTLS().startTlsSocketFactory(context(store)).build();
    SMTPServer wrapped = server().serverSocketFactory(context(store)).build();
    upgraded.start();
    wrapped.start();
    try {
      Ended starttls = notified(upgraded, "starttls", trusting);
      assertThat(starttls.exitCode()).as(starttls.err()).isZero();
      assertThat(starttls.out()).startsWith("Notified oncall@example.com by localhost:");
      assertThat(mails).hasSize(1);
      assertThat(mails.get(0))
          .contains("Subject: Test: parcels", "multipart/alternative", "text/html");

      Ended tls = notified(wrapped, "tls", trusting);
      assertThat(tls.exitCode()).as(tls.err()).isZero();
      assertThat(mails).hasSize(2);

      Ended stranger = notified(upgraded, "starttls", "");
      assertThat(stranger.exitCode()).isEqualTo(2);
      assertThat(stranger.out()).contains("Could not notify oncall@example.com");
      assertThat(stranger.out() + stranger.err()).doesNotContain("hunter2");
      assertThat(mails).hasSize(2);
    } finally {
      upgraded.stop();
      wrapped.stop();
    }
  }
}
