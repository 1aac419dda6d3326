package dev.surprisal.function.binding;

import dev.surprisal.catalyst.Elements;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;

/** The forms in which many numbers stand in a row. */
public enum Form {
  DOUBLES {
    @Override
    public double[] read(InternalRow row, int ordinal, ArgumentBuffer buffer) {
      return buffer.doublesOf(row.getArray(ordinal));
    }
  },
  FLOATS {
    @Override
    public double[] read(InternalRow row, int ordinal, ArgumentBuffer buffer) {
      return buffer.floatsOf(row.getArray(ordinal));
    }
  },
  VECTOR {
    @Override
    public double[] read(InternalRow row, int ordinal, ArgumentBuffer buffer) {
      return buffer.vectorOf(row.getStruct(ordinal, Elements.VECTOR_FIELDS));
    }

    @Override
    public boolean hasNull(InternalRow row, int ordinal) {
      return false;
    }
  };

  public static Form of(DataType type) {
    if (Parameter.FLOATS.equals(type)) {
      return FLOATS;
    }
    return type instanceof ArrayType ? DOUBLES : VECTOR;
  }

  /** The numbers of a column that is not null, in a buffer that the next row overwrites. */
  public abstract double[] read(InternalRow row, int ordinal, ArgumentBuffer buffer);

  /** Whether one of the numbers of a column that is not null is itself null. */
  public boolean hasNull(InternalRow row, int ordinal) {
    return Elements.hasNull(row.getArray(ordinal));
  }
}
