package dev.surprisal.function.aggregate;

import dev.surprisal.function.binding.Parameter;
import dev.surprisal.function.binding.StoredForm;
import dev.surprisal.function.binding.Usage;
import dev.surprisal.function.binding.UsageFunction;
import dev.surprisal.profile.cube.StoredProfile;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.types.DataType;

/**
 * {@code profile_merge(state)}: the profile of all rows behind profiles, which is the same to the
 * byte as if it had been made of the rows at once.
 */
public final class ProfileMergeFunction extends UsageFunction {

  private static final String NAME = "profile_merge";

  public ProfileMergeFunction() {
    super(
        Usage.of(
                NAME,
                "Aggregate: the profile of all rows behind profiles",
                "A null is passed over. Null if one is not a profile, or if their classes differ",
                Parameter.binary("state", "a profile"))
            .exampleOf(
                "$profile_metric($profile_merge(state), 'log_loss') FROM (SELECT $profile(0,"
                    + " array(0.5, 0.5)) AS state)",
                "0.6931471805599453"));
  }

  @Override
  protected BoundFunction bound(DataType... types) {
    return new Merge(types);
  }

  /** Adds stored profiles. */
  public static final class Merge extends ProfileBase {

    private static final long serialVersionUID = 1L;

    Merge(DataType... types) {
      super(NAME, types);
    }

    @Override
    public long[] update(long[] state, InternalRow input) {
      if (input.isNullAt(0)) {
        return state;
      }
      return merge(state, StoredForm.read(input.getBinary(0), this::open).orElse(CONFLICT));
    }

    private long[] open(StoredProfile profile) {
      return accumulator(profile.layout()).decode(profile.bytes());
    }
  }
}
