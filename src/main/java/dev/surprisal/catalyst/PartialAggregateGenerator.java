package dev.surprisal.catalyst;

import dev.surprisal.profile.state.Layout;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Generator;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Enumeration;
import scala.collection.IterableOnce;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * {@code profile_rows(window, text…, status, q, label, label_repeated [, values] [, category…])}:
 * folds the checked rows of a task into the cells that they belong to, one of each block, and gives
 * a row for each cell when the rows are over. It is the map side of an aggregation by key; {@link
 * StateSum} is the other. An aggregate of Spark's could do both, but would be handed each row once
 * for each block, with a key to be copied, hashed and compared.
 *
 * <p>To Spark it is a generator, of which it says that rows may be made when all are through, as a
 * user-defined table function of Hive makes them. What it gives depends on how rows are spread over
 * tasks; the sums do not.
 */
public final class PartialAggregateGenerator extends Expression implements Generator, Serializable {

  /** The columns that it gives, in this order; between the last two the texts. */
  public static final String BLOCK = "block";

  public static final String WINDOW = "window";
  public static final String STATE = "state";

  private static final long serialVersionUID = 1L;

  /** The share of the heap that the cells of all tasks may take. */
  private static final double SHARE = 0.25;

  private final String layout;
  private final List<String> texts;
  private final int[][] blocks;
  private final Seq<Expression> arguments;

  private transient @Nullable RowsByCell cells;

  private PartialAggregateGenerator(
      String layout, List<String> texts, int[][] blocks, Seq<Expression> arguments) {
    this.layout = layout;
    this.texts = texts;
    this.blocks = blocks;
    this.arguments = arguments;
  }

  /**
   * The columns {@link #BLOCK}, {@link #WINDOW}, the texts and {@link #STATE}.
   *
   * @param layout the layout of the profiles
   * @param texts the columns by which cells are told apart, beside the window
   * @param blocks the texts of each block
   * @param arguments the columns that rows are made of
   */
  public static Column of(
      Layout layout, List<String> texts, List<List<String>> blocks, List<String> arguments) {
    if (arguments.size() != RowReader.arguments(layout)) {
      throw new IllegalArgumentException(
          "Invalid columns: " + arguments + " (must be " + RowReader.arguments(layout) + ")");
    }
    List<String> names = new ArrayList<>(List.of(WINDOW));
    names.addAll(texts);
    names.addAll(arguments);
    int[][] places =
        blocks.stream()
            .map(block -> block.stream().mapToInt(texts::indexOf).toArray())
            .toArray(int[][]::new);
    PartialAggregateGenerator generator =
        new PartialAggregateGenerator(
            layout.descriptor(),
            List.copyOf(texts),
            places,
            StatefulExpression.sequence(
                names.stream().<Expression>map(UnresolvedAttribute::quoted).toList()));
    return ClassicColumns.of(generator).as(generator.elementSchema().fieldNames());
  }

  @Override
  public StructType elementSchema() {
    StructType schema =
        new StructType()
            .add(BLOCK, DataTypes.IntegerType, false)
            .add(WINDOW, DataTypes.IntegerType, false);
    for (String text : texts) {
      schema = schema.add(text, DataTypes.StringType, true);
    }
    return schema.add(STATE, DataTypes.BinaryType, false);
  }

  @Override
  public IterableOnce<InternalRow> eval(InternalRow row) {
    return cells().add(row) ? scala(cells().take()) : scala(Collections.emptyIterator());
  }

  @Override
  public IterableOnce<InternalRow> terminate() {
    return scala(cells().take());
  }

  private static IterableOnce<InternalRow> scala(Iterator<InternalRow> rows) {
    return CollectionConverters.asScala(rows);
  }

  private RowsByCell cells() {
    RowsByCell all = cells;
    if (all == null) {
      List<RowArgument> read =
          CollectionConverters.asJava(arguments).stream().map(RowArgument::of).toList();
      all = new RowsByCell(Layout.parse(layout), read, blocks, mostLongs());
      cells = all;
    }
    return all;
  }

  /** So many that the tasks of an executor have room side by side. */
  private static long mostLongs() {
    Runtime machine = Runtime.getRuntime();
    int tasks = SparkEnv.get().conf().getInt("spark.executor.cores", machine.availableProcessors());
    return (long) (SHARE * machine.maxMemory() / Math.max(1, tasks) / Long.BYTES);
  }

  @Override
  public String nodeName() {
    return "profile_rows";
  }

  // What Spark asks of a node of its plans.

  @Override
  public DataType dataType() {
    return DataTypes.createArrayType(elementSchema());
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public boolean foldable() {
    return false;
  }

  @Override
  public boolean supportCodegen() {
    return false;
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode code) {
    throw new UnsupportedOperationException("A generator of a whole partition");
  }

  @Override
  public Seq<Enumeration.Value> nodePatterns() {
    return StatefulExpression.sequence(List.of(TreePattern.GENERATOR()));
  }

  /** Scala's way to set a constant of a trait, which is {@link #nodePatterns} here. */
  @Override
  @SuppressWarnings("checkstyle:methodname")
  public void org$apache$spark$sql$catalyst$expressions$Generator$_setter_$nodePatterns_$eq(
      Seq<Enumeration.Value> patterns) {}

  @Override
  public Seq<Expression> children() {
    return arguments;
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return new PartialAggregateGenerator(layout, texts, blocks, children);
  }

  @Override
  public int productArity() {
    return 4;
  }

  @Override
  public Object productElement(int index) {
    return switch (index) {
      case 0 -> layout;
      case 1 -> texts;
      case 2 -> Arrays.deepToString(blocks);
      case 3 -> arguments;
      default -> throw new IndexOutOfBoundsException(index);
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof PartialAggregateGenerator;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartialAggregateGenerator that
        && layout.equals(that.layout)
        && texts.equals(that.texts)
        && Arrays.deepEquals(blocks, that.blocks)
        && arguments.equals(that.arguments);
  }

  @Override
  public int hashCode() {
    return Objects.hash(layout, texts, Arrays.deepHashCode(blocks), arguments);
  }
}
