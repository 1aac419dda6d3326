package dev.surprisal.notification;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Which addresses messages can be sent to. */
public final class Addresses {

  private Addresses() {}

  /** Whether text is a URL of HTTP with a host. */
  public static boolean isHttp(String text) {
    try {
      URI url = new URI(text);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      return (scheme.equals("https") || scheme.equals("http")) && url.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Whether text is an address of mail, with a name before it or not. */
  public static boolean isMail(String text) {
    try {
      return new InternetAddress(text, true).getAddress().contains("@");
    } catch (AddressException e) {
      return false;
    }
  }
}
