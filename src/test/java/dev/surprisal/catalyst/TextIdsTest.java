package dev.surprisal.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class TextIdsTest {

  /** Few letters, so that beginnings and ends are often the same; of all lengths up to 40. */
  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.strings()
        .withChars('a', 'b', '\0', 'ß', '日')
        .ofMaxLength(40)
        .list()
        .ofMaxSize(300);
  }

  @Property(tries = 200)
  void equalTextsHaveOneNumberAndOthersAnother(@ForAll("texts") List<String> texts) {
    TextIds ids = new TextIds();
    Map<String, Integer> oracle = new HashMap<>();

    for (String text : texts) {
      int id = ids.id(UTF8String.fromString(text));
      assertThat(id).isEqualTo(oracle.computeIfAbsent(text, of -> oracle.size() + 1));
      assertThat(ids.text(id)).hasToString(text);
    }
  }

  @Test
  void longTextsThatDifferInTheMiddleAreTwo() {
    TextIds ids = new TextIds();

    int one = ids.id(UTF8String.fromString("experiment-0001-treatment"));
    int other = ids.id(UTF8String.fromString("experiment-0002-treatment"));

    assertThat(one).isNotEqualTo(other);
    assertThat(ids.id(UTF8String.fromString("experiment-0001-treatment"))).isEqualTo(one);
  }

  @Test
  void nullIsNeitherTheEmptyTextNorItsName() {
    TextIds ids = new TextIds();

    assertThat(List.of(ids.id(null), ids.id(UTF8String.EMPTY_UTF8), ids.id(utf8("null"))))
        .doesNotHaveDuplicates();
    assertThat(ids.text(ids.id(null))).isNull();
  }

  private static UTF8String utf8(String text) {
    return UTF8String.fromString(text);
  }

  @Test
  void aTextIsKeptWhenItsRowIsOverwritten() {
    TextIds ids = new TextIds();
    byte[] row = "a value of more than sixteen bytes".getBytes(StandardCharsets.UTF_8);

    int id = ids.id(UTF8String.fromBytes(row));
    row[0] = 'X';

    assertThat(ids.text(id)).hasToString("a value of more than sixteen bytes");
    assertThat(ids.id(UTF8String.fromBytes(row))).isNotEqualTo(id);
  }

  @Test
  void pairsAreNumberedInTheirOrder() {
    PairIds ids = new PairIds();

    for (int round = 0; round < 2; round++) {
      for (int left = -1; left < 50; left++) {
        for (int right = 0; right < 50; right++) {
          int id = ids.id(left, right);
          assertThat(id).isEqualTo((left + 1) * 50 + right);
          assertThat(ids.left(id)).isEqualTo(left);
          assertThat(ids.right(id)).isEqualTo(right);
        }
      }
    }
    assertThat(ids.count()).isEqualTo(51 * 50);
  }
}
