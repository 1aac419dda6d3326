package dev.surprisal.secret;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what a report says of its configuration. A report is shown to many who may
 * not read the data, so that in doubt a value is masked: the options of a source by their names, as
 * Spark does, and every text by its looks.
 *
 * @see <a href="https://spark.apache.org/docs/latest/configuration.html">spark.redaction.regex</a>
 */
public final class SecretMask {

  /** Stands for what was taken out. */
  public static final String MASK = "***";

  /** What the name of a secret has in it, wherever. */
  private static final Pattern NAME =
      Pattern.compile(
          "passw|passphrase|passcode|pwd|secret|token|credential|authoriz|authentic|oauth|jaas"
              + "|cookie|bearer|signature|keytab|connectionstring|keys?$|pass$");

  /** What is a word of such a name by itself, and a part of harmless ones. */
  private static final Set<String> WORDS =
      Set.of(
          "pass", "key", "keys", "auth", "sas", "sig", "pat", "pem", "pin", "jwt", "otp", "psk",
          "pw", "cred", "creds", "cert", "salt");

  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  /** What everybody takes for a secret: private keys, JSON Web Tokens, keys of known services. */
  private static final Pattern LOOKS =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY(?s:.*)"
              + "|\\beyJ[\\w-]{8,}\\.[\\w-]{8,}(?:\\.[\\w-]*)?"
              + "|\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"
              + "|\\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|AIza|dapi|sk-)[\\w-]{16,}"
              + "|(?i:\\bbearer\\s+[\\w+/=.~-]{16,})");

  /**
   * The user and password of a URL. The last at sign ends them: those of a password are often not
   * encoded, no more than its slashes. The name of a container or user alone is no secret, but what
   * stands there in HTTP is.
   */
  private static final Pattern USER_INFO =
      Pattern.compile("(?is)(https?://(?=[^/?#]*@)|://(?=[^/:@]*:))(.*)@");

  /** The same as Oracle's driver has it, without slashes. */
  private static final Pattern ORACLE =
      Pattern.compile("(?is)(jdbc:(?:[a-z0-9+_-]+:)++)(?!//|@).+@");

  private static final Pattern ORIGIN =
      Pattern.compile("(?is)(https?://(?:\\[[0-9a-f:.]+]|[a-z0-9.-]+)(?::\\d{1,5})?)(?:[/?#].*)?");

  private static final Pattern PARAMETER = Pattern.compile("[?&;#]\\s*([^=&;?#]*)=");

  /** A name with its value, within an option: {@code password=…}, {@code "password": "…"}. */
  private static final Pattern PAIR =
      Pattern.compile("([\\w.\\-]+)[\"']?\\s*[=:]\\s*[\"']?(?!\\*\\*\\*)\\S");

  private static final Pattern HEXADECIMAL = Pattern.compile("(?i)(?<![0-9a-z])[0-9a-f]{32,}");

  /** One word of all kinds of characters: nobody makes one up but by chance. */
  private static final Pattern RANDOM =
      Pattern.compile("(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?!/)[\\w+/=~-]{20,}");

  private SecretMask() {}

  /** A text without the secrets that it may hold; a path, a URL or any other. */
  public static String text(String text) {
    return path(LOOKS.matcher(text).replaceAll(MASK));
  }

  /** A path or URL without the user, password and parameters that it may have; quick for most. */
  public static String path(String path) {
    String masked = path;
    if (path.indexOf('@') >= 0) {
      masked = ORACLE.matcher(masked).replaceAll("$1" + MASK + "@");
      masked = USER_INFO.matcher(masked).replaceAll("$1" + MASK + "@");
    }
    return path.indexOf('=') >= 0 ? withoutParameters(masked) : masked;
  }

  /** The server of a URL and no more: the path of a webhook is what lets one in. */
  public static String origin(String url) {
    Matcher origin = ORIGIN.matcher(url);
    return origin.matches() ? origin.group(1) + "/" + MASK : MASK;
  }

  /** The value of an option of a source, as far as it may be shown. */
  public static String option(String name, String value) {
    if (isSecret(name)) {
      return MASK;
    }
    String masked = text(value);
    boolean looksSecret =
        HEXADECIMAL.matcher(masked).find()
            || RANDOM.matcher(masked.strip()).matches()
            || PAIR.matcher(masked).results().anyMatch(pair -> isSecret(pair.group(1)));
    return looksSecret ? MASK : masked;
  }

  /** Whether a name says that its value is a secret. */
  public static boolean isSecret(String name) {
    List<String> words =
        BETWEEN_WORDS.splitAsStream(name).map(word -> word.toLowerCase(Locale.ROOT)).toList();
    return NAME.matcher(String.join("", words)).find() || words.stream().anyMatch(WORDS::contains);
  }

  /** All from the first secret parameter's value on: no two drivers agree where it ends. */
  private static String withoutParameters(String url) {
    Matcher parameter = PARAMETER.matcher(url);
    int from = 0;
    while (parameter.find(from)) {
      if (isSecret(decoded(parameter.group(1)))) {
        return url.substring(0, parameter.end()) + MASK;
      }
      from = parameter.end() - 1;
    }
    return url;
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A percent sign that encodes nothing.
      return name;
    }
  }
}
