package dev.surprisal.cli;

import static org.apache.parquet.schema.MessageTypeParser.parseMessageType;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.Row;

/** Parquet with columns of types that Spark lacks, and with times in nanoseconds. */
final class OddParquet {

  private static final MessageType SCHEMA =
      parseMessageType(
          """
          message shop {
            required int64 id;
            required int64 scored_at (TIMESTAMP(NANOS,true));
            required double p_stay;
            required double p_buy;
            required binary label (STRING);
            required int64 odd_time (TIME(MICROS,true));
            required fixed_len_byte_array(2) odd_half (FLOAT16);
            required fixed_len_byte_array(32) odd_decimal (DECIMAL(76,2));
            optional int32 odd_null (UNKNOWN);
            optional group odd_halves (LIST) {
              repeated group list {
                optional fixed_len_byte_array(2) element (FLOAT16);
              }
            }
            required group moment {
              required int64 at (TIMESTAMP(NANOS,true));
              required double p_buy;
            }
            required group moments (LIST) {
              repeated group list {
                optional int64 element (TIMESTAMP(NANOS,true));
              }
            }
          }
          """);

  private OddParquet() {}

  static void write(Path file, List<Row> rows) throws IOException {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(new Configuration())
            .withType(SCHEMA)
            .build()) {
      for (Row row : rows) {
        Timestamp at = row.getAs("scored_at");
        Group group = new SimpleGroup(SCHEMA);
        group.add("id", row.<Long>getAs("id"));
        long nanoseconds = at.getTime() / 1000 * 1_000_000_000L + 123;
        group.add("scored_at", nanoseconds);
        group.add("p_stay", row.<Double>getAs("p_stay"));
        group.add("p_buy", row.<Double>getAs("p_buy"));
        group.add("label", row.<String>getAs("label"));
        group.add("odd_time", 1L);
        group.add("odd_half", Binary.fromConstantByteArray(new byte[2]));
        group.add("odd_decimal", Binary.fromConstantByteArray(new byte[32]));
        Group moment = group.addGroup("moment");
        moment.add("at", nanoseconds);
        moment.add("p_buy", row.<Double>getAs("p_buy"));
        group.addGroup("moments").addGroup("list").add("element", nanoseconds);
        writer.write(group);
      }
    }
  }
}
