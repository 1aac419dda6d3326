package dev.surprisal.function.binding;

import dev.surprisal.profile.cube.StoredProfile;
import dev.surprisal.profile.state.Layout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * A profile as one binary value that tells its own layout: the layout's descriptor as text, a line
 * feed, and the stored bytes.
 */
public final class StoredForm {

  private static final byte LINE_FEED = '\n';

  private StoredForm() {}

  public static byte[] write(StoredProfile profile) {
    byte[] layout = profile.layout().descriptor().getBytes(StandardCharsets.UTF_8);
    byte[] bytes = profile.bytes();
    byte[] whole = Arrays.copyOf(layout, layout.length + 1 + bytes.length);
    whole[layout.length] = LINE_FEED;
    System.arraycopy(bytes, 0, whole, layout.length + 1, bytes.length);
    return whole;
  }

  /**
   * Reads a profile.
   *
   * @param whole the bytes
   * @param open what is made of it
   * @return nothing where the bytes are not a profile
   */
  public static <R> Optional<R> read(byte[] whole, Function<StoredProfile, R> open) {
    int end = 0;
    while (end < whole.length && whole[end] != LINE_FEED) {
      end++;
    }
    try {
      Layout layout = Layout.parse(new String(whole, 0, end, StandardCharsets.UTF_8));
      byte[] bytes = Arrays.copyOfRange(whole, Math.min(end + 1, whole.length), whole.length);
      return Optional.of(open.apply(new StoredProfile(layout, bytes)));
    } catch (IllegalArgumentException | ArithmeticException notAProfile) {
      return Optional.empty();
    }
  }
}
