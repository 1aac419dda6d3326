package dev.surprisal.profile.cube;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.state.StateCodec;
import java.util.Arrays;

/**
 * A profile in its stored form, a tenth of the size of the state.
 *
 * @param layout the layout
 * @param bytes the stored form
 */
public record StoredProfile(Layout layout, byte[] bytes) {

  /** Reads the profile. */
  public Profile open() {
    return Profile.decode(layout, bytes);
  }

  /** What it has of a layout that is part of its own. */
  public StoredProfile as(Layout part) {
    return part.equals(layout)
        ? this
        : new StoredProfile(
            part, StateCodec.encode(part, part.partOf(layout, StateCodec.decode(layout, bytes))));
  }

  /** What became of the rows, which stands at the beginning of the profile. */
  public RowTally tally() {
    return RowTally.of(StateCodec.decodeFirst(bytes, RowStatus.count()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredProfile stored
        && layout.equals(stored.layout)
        && Arrays.equals(bytes, stored.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "StoredProfile[" + layout.descriptor() + ", " + bytes.length + " bytes]";
  }
}
