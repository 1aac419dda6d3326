package dev.surprisal.catalyst;

import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one task, folded into their cells: each row into one cell of every block. The states
 * leave in the packed form of {@link Accumulator#pack}, when the rows are over or the memory is.
 */
final class RowsByCell {

  private final RowArgument window;
  private final RowArgument[] texts;
  private final int[][] blockTexts;
  private final long mostLongs;
  private final Accumulator rows;
  private final RowReader reader;
  private final int[] ids;

  private TextIds[] known;
  private CellBlock[] blocks;

  /**
   * Begins.
   *
   * @param layout the layout of the profiles
   * @param arguments the window, the texts, and those of {@link RowReader}
   * @param blockTexts the places of each block's texts among them
   * @param mostLongs how many longs the states may take
   */
  RowsByCell(Layout layout, List<RowArgument> arguments, int[][] blockTexts, long mostLongs) {
    int read = arguments.size() - RowReader.arguments(layout);
    this.window = arguments.get(0);
    this.texts = arguments.subList(1, read).toArray(RowArgument[]::new);
    this.blockTexts = blockTexts;
    this.mostLongs = mostLongs;
    this.rows = new Accumulator(layout);
    this.reader = new RowReader(layout, arguments.subList(read, arguments.size()), rows);
    this.ids = new int[texts.length];
    this.known = noTexts();
    this.blocks = noCells();
  }

  private TextIds[] noTexts() {
    TextIds[] none = new TextIds[texts.length];
    Arrays.setAll(none, i -> new TextIds());
    return none;
  }

  private CellBlock[] noCells() {
    return Arrays.stream(blockTexts).map(CellBlock::new).toArray(CellBlock[]::new);
  }

  /** Folds a row; whether the memory is used up. */
  boolean add(InternalRow row) {
    reader.read(row);
    long longs = 0;
    for (int i = 0; i < texts.length; i++) {
      ids[i] = known[i].id(texts[i].text(row));
      longs += known[i].longs();
    }
    int of = window.integer(row);
    for (CellBlock block : blocks) {
      block.add(rows, of, ids);
      longs += block.longs();
    }
    return longs > mostLongs;
  }

  /** All cells so far: block, window, texts and packed state. Begins anew. */
  Iterator<InternalRow> take() {
    List<Iterator<InternalRow>> all = new ArrayList<>();
    for (int i = 0; i < blocks.length; i++) {
      all.add(new Cells(i, blocks[i], known));
    }
    known = noTexts();
    blocks = noCells();
    return new InTurn(all.iterator());
  }

  /** The cells of a block as rows. */
  private final class Cells implements Iterator<InternalRow> {

    private final int number;
    private final CellBlock block;
    private final TextIds[] names;
    private int next;

    Cells(int number, CellBlock block, TextIds[] names) {
      this.number = number;
      this.block = block;
      this.names = names;
    }

    @Override
    public boolean hasNext() {
      return next < block.cells();
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      @Nullable UTF8String[] of = new UTF8String[names.length];
      int ofWindow = block.key(next, names, of);
      @Nullable Object[] row = new Object[of.length + 3];
      row[0] = number;
      row[1] = ofWindow;
      System.arraycopy(of, 0, row, 2, of.length);
      row[row.length - 1] = rows.pack(block.state(next));
      next++;
      return new GenericInternalRow(row);
    }
  }

  /** One iterator after the other. */
  private static final class InTurn implements Iterator<InternalRow> {

    private final Iterator<Iterator<InternalRow>> all;
    private Iterator<InternalRow> current;

    InTurn(Iterator<Iterator<InternalRow>> all) {
      this.all = all;
      this.current = all.next();
    }

    @Override
    public boolean hasNext() {
      while (!current.hasNext() && all.hasNext()) {
        current = all.next();
      }
      return current.hasNext();
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return current.next();
    }
  }
}
