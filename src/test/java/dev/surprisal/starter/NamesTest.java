package dev.surprisal.starter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What names say. */
class NamesTest {

  @Test
  void namesAreCutIntoWordsAsPeopleWriteThem() {
    assertThat(Names.words("scoredAt")).containsExactly("scored", "at");
    assertThat(Names.words("MODEL_Version-2")).containsExactly("model", "version", "2");
    assertThat(Names.words("identity")).containsExactly("identity");
  }

  @ParameterizedTest
  @CsvSource({"scored_at,0", "event_time,1", "createdAt,2", "x,3", "label_time,4"})
  void betterNamesComeFirst(String name, int rank) {
    assertThat(Names.TIMESTAMP.rank(name)).isEqualTo(rank);
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://bucket/shop/predictions/,shop",
    "target/demo/predictions,demo",
    "/data/churn.csv,churn",
    "/data/churn.csv.gz,churn",
    "hdfs:///predictions,my-model",
    "/lake/fraud/predictions/day=2026-01-01,fraud",
    "../predictions,my-model",
  })
  void aModelIsCalledWhatItsPredictionsPlaceIs(String place, String name) {
    assertThat(ModelName.of(place).text()).isEqualTo(name);
  }
}
