package dev.surprisal.function.row;

import dev.surprisal.catalyst.Elements;
import dev.surprisal.catalyst.SparseForm;
import dev.surprisal.function.binding.ScalarBase;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * {@code sparse(x, classes)}: a prediction that names some of many classes, a map by name or an
 * MLlib vector, in the form of {@link SparseForm}.
 */
public final class SparseFunction implements UnboundFunction {

  static final String NAME = "sparse";

  @Override
  public BoundFunction bind(StructType inputType) {
    if (inputType.size() == 2 && inputType.apply(0).dataType() instanceof MapType) {
      return new OfMap();
    }
    if (inputType.size() == 2 && SQLDataTypes.VectorType().equals(inputType.apply(0).dataType())) {
      return new OfVector();
    }
    throw new UnsupportedOperationException(
        NAME + " expects a map or an MLlib vector, and classes");
  }

  @Override
  public String description() {
    return NAME + "(x, classes) - A prediction that names some of many classes";
  }

  @Override
  public String name() {
    return NAME;
  }

  /** For {@code map<string,double>}. */
  public static final class OfMap extends ScalarBase<InternalRow> {

    private static final long serialVersionUID = 1L;

    OfMap() {
      super(
          NAME,
          SparseForm.TYPE,
          DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType),
          DataTypes.StringType);
    }

    /** Called from generated code. */
    public static @Nullable InternalRow invoke(@Nullable MapData map, UTF8String classes) {
      // A prediction a part of which is null is none, as an array with a null is.
      if (map == null || Elements.hasNull(map.valueArray())) {
        return null;
      }
      Map<UTF8String, Integer> known = ClassNames.indices(classes);
      ArrayData names = map.keyArray();
      int[] indices = new int[names.numElements()];
      for (int i = 0; i < indices.length; i++) {
        indices[i] = known.getOrDefault(names.getUTF8String(i), -1);
      }
      return SparseForm.of(indices, map.valueArray().toDoubleArray());
    }

    @Override
    public @Nullable InternalRow produceResult(InternalRow input) {
      return invoke(input.isNullAt(0) ? null : input.getMap(0), input.getUTF8String(1));
    }
  }

  /** For MLlib's {@code VectorUDT}; one of another size than that of the classes names none. */
  public static final class OfVector extends ScalarBase<InternalRow> {

    private static final long serialVersionUID = 1L;

    private static final byte SPARSE = 0;
    private static final int TYPE = 0;
    private static final int SIZE = 1;
    private static final int INDICES = 2;
    private static final int VALUES = 3;

    OfVector() {
      super(NAME, SparseForm.TYPE, SQLDataTypes.VectorType(), DataTypes.StringType);
    }

    /** Called from generated code. */
    public static @Nullable InternalRow invoke(@Nullable Object stored, UTF8String classes) {
      if (stored == null) {
        return null;
      }
      InternalRow vector = (InternalRow) stored;
      double[] values = vector.getArray(VALUES).toDoubleArray();
      boolean sparse = vector.getByte(TYPE) == SPARSE;
      int size = sparse ? vector.getInt(SIZE) : values.length;
      int[] indices = new int[values.length];
      Arrays.setAll(indices, i -> i);
      if (sparse) {
        indices = vector.getArray(INDICES).toIntArray();
      }
      if (size != ClassNames.indices(classes).size()) {
        Arrays.fill(indices, -1);
      }
      return SparseForm.of(indices, values);
    }

    @Override
    public @Nullable InternalRow produceResult(InternalRow input) {
      return invoke(
          input.isNullAt(0) ? null : input.getStruct(0, VALUES + 1), input.getUTF8String(1));
    }
  }
}
