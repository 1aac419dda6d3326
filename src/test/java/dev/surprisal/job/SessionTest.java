package dev.surprisal.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surprisal.SparkTest;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds in the job's own session, on every Spark. */
class SessionTest extends SparkTest {

  @Test
  void timesWithoutAZoneAreReadInTheGivenOne() {
    try (Session session = open(ZoneId.of("Australia/Sydney"))) {
      assertThat(value(session, "SELECT unix_seconds(timestamp'1970-01-01 10:00:00')"))
          .isEqualTo(0L);
    }
  }

  @Test
  void whatHasNoValueIsAnErrorAndNoNull() {
    try (Session session = open(ZoneOffset.UTC)) {
      assertThatThrownBy(() -> value(session, "SELECT 1 / (id - 1) FROM range(1, 2)"))
          .hasMessageContaining("DIVIDE_BY_ZERO");
    }
  }

  /** The calendar of Spark 2 differs before 1582, and its parser on text such as this. */
  @Test
  void timesThatSparkTwoReadOtherwiseAreNoFailure(@TempDir Path folder) {
    try (Session session = open(ZoneOffset.UTC)) {
      String place = folder.resolve("times").toString();
      SparkSession spark = session.spark();
      spark.sql("SELECT timestamp'1026-01-01 00:00:00' AS at").write().parquet(place);

      assertThat(spark.read().parquet(place).selectExpr("string(at)").head().getString(0))
          .isEqualTo("1026-01-01 00:00:00");
      assertThat(
              value(
                  session, "SELECT try_to_timestamp('2026-05-01T00:00:00', 'yyyy-MM-dd') IS NULL"))
          .isEqualTo(true);
    }
  }

  @Test
  void theSharedSessionIsLeftAsItWas() {
    String before = spark().conf().get("spark.sql.session.timeZone");
    try (Session session = open(ZoneId.of("Australia/Sydney"))) {
      assertThat(session.spark()).isNotSameAs(spark());
    }
    assertThat(spark().conf().get("spark.sql.session.timeZone")).isEqualTo(before);
    assertThat(spark().sparkContext().isStopped()).isFalse();
  }

  private static Session open(ZoneId zone) {
    spark();
    return Session.open(zone);
  }

  private static Object value(Session session, String query) {
    return session.spark().sql(query).head().get(0);
  }
}
