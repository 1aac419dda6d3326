package dev.surprisal.config;

import dev.surprisal.secret.SecretMask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a value may be shown, by the key that it is of. */
final class Concealment {

  /** A member of a source's options, with its name. */
  private static final Pattern OPTION = Pattern.compile("(?s).*\\.options\\.(.+)");

  private static final Pattern HIDDEN =
      Pattern.compile("(?s)output\\.tables\\.password|notify\\.[^.]+\\.(?:password|headers\\..+?)");

  /** What holds such a value, if it is of the wrong kind: a whole recipient, with its password. */
  private static final Pattern HOLDER =
      Pattern.compile("notify|notify\\.[^.]+|notify\\.[^.]+\\.headers");

  /** The same of the output, which has harmless values, too. */
  private static final Pattern OUTPUT =
      Pattern.compile("output|output\\.(?:tables|metrics|metrics\\.pushgateway)");

  private static final Pattern URL = Pattern.compile("notify\\.[^.]+\\.url");

  private static final Pattern GATEWAY = Pattern.compile("output\\.metrics\\.pushgateway\\.url");

  /** The text says where a secret is, not what it is. */
  private static final Pattern ELSEWHERE = Pattern.compile("(?s)(.+)\\.(?:env|file)");

  private static final String MASKED_USER = SecretMask.MASK + "@";

  private Concealment() {}

  /**
   * The value as it may be shown.
   *
   * @param key its key, with or without indices of lists
   * @param value the value as text
   */
  static String of(String key, String value) {
    String name = key.replaceAll("\\[\\d+]", "");
    Matcher elsewhere = ELSEWHERE.matcher(name);
    if (elsewhere.matches() && isSecret(elsewhere.group(1))) {
      return value;
    }
    if (HIDDEN.matcher(name).matches() || HOLDER.matcher(name).matches()) {
      return SecretMask.MASK;
    }
    if (OUTPUT.matcher(name).matches()) {
      return SecretMask.option(name, value);
    }
    if (URL.matcher(name).matches()) {
      return SecretMask.origin(value);
    }
    Matcher option = OPTION.matcher(name);
    if (option.matches()) {
      return SecretMask.option(option.group(1), value);
    }
    String masked = SecretMask.text(value);
    boolean isMasked = !GATEWAY.matcher(name).matches() || masked.contains("://" + MASKED_USER);
    // Without its scheme, a URL with a password does not look like one.
    return isMasked ? masked : masked.replaceAll("(?s).*@", MASKED_USER);
  }

  private static boolean isSecret(String name) {
    return HIDDEN.matcher(name).matches()
        || URL.matcher(name).matches()
        || GATEWAY.matcher(name).matches();
  }
}
