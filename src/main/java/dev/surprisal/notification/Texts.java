package dev.surprisal.notification;

/** Text within the limits of chats. */
final class Texts {

  /** Slack's for one text is 3,000; a card of Teams has 28 kB at most. */
  static final int LONGEST = 600;

  private Texts() {}

  /** At most so many characters, without control characters other than line ends. */
  static String clipped(String text, int most) {
    String clean = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]", "\uFFFD");
    if (clean.length() <= most) {
      return clean;
    }
    int end = Character.isHighSurrogate(clean.charAt(most - 2)) ? most - 2 : most - 1;
    return clean.substring(0, end) + "…";
  }

  /** Whether people can follow it from anywhere. */
  static boolean isAddress(String page) {
    return page.startsWith("https://") || page.startsWith("http://");
  }
}
