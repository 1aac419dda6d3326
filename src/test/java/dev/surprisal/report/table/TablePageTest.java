package dev.surprisal.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page lists exactly the columns that there are. */
class TablePageTest {

  @ParameterizedTest
  @EnumSource(ReportTable.class)
  void everyColumnIsDocumentedWithItsType(ReportTable table) {
    assertThat(TablePage.columns(table.label()))
        .containsExactlyElementsOf(
            Stream.of(table.schema().fields())
                .map(it -> it.name() + " " + it.dataType().simpleString())
                .toList());
  }
}
