package dev.surprisal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is sent messages, as a configuration says it; and that no output says what is secret. */
class NotificationConfigTest {

  private static final String SECRET = "T00/B00/hunter2";

  private final ConfigReader reader = new ConfigReader();

  private List<String> problems(String notify) {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> reader.parse("x.yaml", Yaml.SMALL + notify + "\n", List.of()));
    return refused == null ? List.of() : List.of(String.valueOf(refused.getMessage()).split("\n"));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "notify: {webhooks: [{url: hooks.slack.com/T00/B00/hunter2}]}",
            "x.yaml:9: Invalid notify.webhooks[0].url: *** (must begin with https:// or http://, or"
                + " be {env: NAME} or {file: PATH})"),
        Arguments.of(
            "notify: {webhooks: [{url: [https://hooks.slack.com/T00/B00/hunter2]}]}",
            "x.yaml:9: Invalid notify.webhooks[0].url: *** (must be a URL, {env: NAME} or {file:"
                + " PATH})"),
        Arguments.of(
            "notify: {webhooks: [{url: {env: A, file: b}}]}",
            "x.yaml:9: Invalid notify.webhooks[0].url: *** (must be a URL, {env: NAME} or {file:"
                + " PATH})"),
        Arguments.of(
            "notify: {webhooks: [{form: slack}]}",
            "x.yaml:9: Missing notify.webhooks[0].url (must be a URL, {env: NAME} or {file:"
                + " PATH})"),
        Arguments.of(
            "notify: {webhooks: [{url: {env: A}, form: irc}]}",
            "x.yaml:9: Invalid notify.webhooks[0].form: irc (must be one of json, slack, teams)"),
        Arguments.of(
            "notify: {webhooks: [{url: {env: A}, when: sometimes}]}",
            "x.yaml:9: Invalid notify.webhooks[0].when: sometimes (must be a list of new, worse,"
                + " recurred and recovered, or always)"),
        Arguments.of(
            "notify: {webhooks: [{url: {env: A}, timeout_seconds: 0}]}",
            "x.yaml:9: Invalid notify.webhooks[0].timeout_seconds: 0 (must be in (0, 300])"),
        Arguments.of(
            "notify: {webhooks: [{url: {env: A}, headers: {Host: x}}]}",
            "x.yaml:9: Invalid notify.webhooks[0].headers.Host: *** (must be a header of HTTP that"
                + " is not set anyway)"),
        Arguments.of(
            "notify: {emails: [{host: h, from: me@x.org, to: [you]}]}",
            "x.yaml:9: Invalid notify.emails[0].to: you (must be a mail address, e.g."
                + " team@example.com)"),
        Arguments.of(
            "notify: {emails: [{host: h, from: me@x.org, to: [you@x.org], user: u}]}",
            "x.yaml:9: Missing notify.emails[0].password (must be given with user)"),
        Arguments.of(
            "notify: {emails: [{host: h, from: me@x.org, to: [you@x.org], user: u, password:"
                + " hunter2}]}",
            "x.yaml:9: Invalid notify.emails[0].password: *** (must be {env: NAME} or {file: PATH},"
                + " so that no configuration has a password)"),
        Arguments.of(
            "notify: {emails: {host: h, user: u, password: hunter2}}",
            "x.yaml:9: Invalid notify.emails: *** (must be a list, e.g. [{host: smtp.example.com,"
                + " user: surprisal, password: {env: SMTP_PASSWORD}, from: surprisal@example.com,"
                + " to: [oncall@example.com]}])"),
        Arguments.of(
            "notify: {webhooks: ['https://hooks.slack.com/T00/B00/hunter2']}",
            "x.yaml:9: Invalid notify.webhooks[0]: *** (must be a mapping with the keys url, form,"
                + " headers, when, timeout_seconds)"),
        Arguments.of(
            "notify: {webhooks: [{url: {env: A}, headers: Basic hunter2}]}",
            "x.yaml:9: Invalid notify.webhooks[0].headers: *** (must be a mapping, e.g."
                + " {Authorization: {env: PAGER_TOKEN}})"),
        Arguments.of(
            "notify: {email: [{host: h}]}",
            "x.yaml:9: Unknown key notify.email (did you mean notify.emails?)"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysWhatIsWrongWithoutTheSecret(String notify, String problem) {
    assertThat(problems(notify)).containsExactly(problem);
    assertThat(String.join("\n", problems(notify))).doesNotContain("hunter2");
  }

  @Test
  void showsOfAnAddressNoMoreThanItsServer() {
    Config config =
        reader
            .parse(
                "x.yaml",
                Yaml.SMALL
                    + "notify:\n  webhooks:\n"
                    + "    - {url: 'https://hooks.slack.com/"
                    + SECRET
                    + "', headers: {X: hunter2}}\n",
                List.of())
            .config();

    assertThat(config.toString()).doesNotContain("hunter2", SECRET);
    assertThat(String.valueOf(config.resolved().get("notify")))
        .isEqualTo("{webhooks=[{headers={X=***}, url=https://hooks.slack.com/***}]}");
    assertThat(config.notifications().webhooks().get(0).url().value())
        .isEqualTo("https://hooks.slack.com/" + SECRET);
  }
}
