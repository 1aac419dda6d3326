package dev.surprisal.tables.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.jdbc.JdbcDialect;
import org.apache.spark.sql.jdbc.JdbcDialects;
import org.apache.spark.sql.jdbc.JdbcType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * What a database calls names and types, and how it takes values. PostgreSQL has its best types:
 * {@code text}, {@code timestamptz}, {@code jsonb}. H2 has those that Spark's dialect of it names,
 * times in UTC without a zone, and maps and lists as JSON text.
 */
final class SqlForm {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Long enough for every id; a text of any length is no key in most databases. */
  private static final String KEY_TEXT = "VARCHAR(255)";

  private final boolean isPostgres;
  private final boolean isUpperCase;
  private final JdbcDialect dialect;

  private SqlForm(String product, boolean isUpperCase, JdbcDialect dialect) {
    this.isPostgres = product.equals("PostgreSQL");
    this.isUpperCase = isUpperCase;
    this.dialect = dialect;
  }

  /** The form of the database that is connected. */
  static SqlForm of(Connection connection, String url) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    return new SqlForm(
        database.getDatabaseProductName(),
        database.storesUpperCaseIdentifiers(),
        JdbcDialects.get(url));
  }

  /** A name as the database keeps it where a query has it without quotes. */
  String stored(String name) {
    return isUpperCase ? name.toUpperCase(Locale.ROOT) : name;
  }

  /** A name in a statement; some are words of SQL. */
  String quoted(String name) {
    return dialect.quoteIdentifier(stored(name));
  }

  /** A schema's name, as the user wrote it. */
  String quotedAsIs(String name) {
    return dialect.quoteIdentifier(name);
  }

  /** A column in a statement that makes a table. */
  String column(StructField field, boolean isKey) {
    return quoted(field.name())
        + " "
        + type(field.dataType(), isKey)
        + (field.nullable() ? "" : " NOT NULL");
  }

  /** The type of a column. */
  String type(DataType type, boolean isKey) {
    if (isPostgres && type instanceof StringType) {
      return "text";
    }
    if (isPostgres && type instanceof TimestampType) {
      return "timestamp with time zone";
    }
    if (isText(type) && isPostgres) {
      return "jsonb";
    }
    if (isKey && type instanceof StringType) {
      return KEY_TEXT;
    }
    return spark(isText(type) ? org.apache.spark.sql.types.DataTypes.StringType : type);
  }

  private String spark(DataType type) {
    scala.Option<JdbcType> known = dialect.getJDBCType(type);
    return known.isDefined() ? known.get().databaseTypeDefinition() : standard(type);
  }

  /** What Spark takes where a dialect has no type of its own. */
  private static String standard(DataType type) {
    if (type instanceof IntegerType) {
      return "INTEGER";
    }
    if (type instanceof LongType) {
      return "BIGINT";
    }
    if (type instanceof DoubleType) {
      return "DOUBLE PRECISION";
    }
    if (type instanceof BooleanType) {
      return "BOOLEAN";
    }
    return type instanceof TimestampType ? "TIMESTAMP" : "TEXT";
  }

  /** Whether values go as JSON: a map or a list. */
  private static boolean isText(DataType type) {
    return !(type instanceof StringType)
        && !(type instanceof IntegerType)
        && !(type instanceof LongType)
        && !(type instanceof DoubleType)
        && !(type instanceof BooleanType)
        && !(type instanceof TimestampType);
  }

  /**
   * Sets a parameter.
   *
   * @param value the value; of a time the microseconds since 1970-01-01T00:00:00Z
   */
  void set(PreparedStatement statement, int at, DataType type, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(at, nullType(type));
    } else if (type instanceof TimestampType) {
      Instant time = instant((Long) value);
      statement.setObject(
          at,
          isPostgres
              ? time.atOffset(ZoneOffset.UTC)
              : LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    } else if (isText(type)) {
      String json = json(value);
      if (isPostgres) {
        statement.setObject(at, json, Types.OTHER);
      } else {
        statement.setString(at, json);
      }
    } else if (value instanceof String text) {
      statement.setString(at, sound(text));
    } else {
      statement.setObject(at, value);
    }
  }

  private int nullType(DataType type) {
    if (type instanceof TimestampType) {
      return isPostgres ? Types.TIMESTAMP_WITH_TIMEZONE : Types.TIMESTAMP;
    }
    if (isText(type)) {
      return isPostgres ? Types.OTHER : Types.VARCHAR;
    }
    if (type instanceof IntegerType) {
      return Types.INTEGER;
    }
    if (type instanceof LongType) {
      return Types.BIGINT;
    }
    if (type instanceof DoubleType) {
      return Types.DOUBLE;
    }
    return type instanceof BooleanType ? JDBCType.BOOLEAN.getVendorTypeNumber() : Types.VARCHAR;
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(soundly(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object soundly(@Nullable Object value) {
    if (value instanceof String text) {
      return sound(text);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> sound = new ArrayList<>();
      list.forEach(it -> sound.add(soundly(it)));
      return sound;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> sound = new LinkedHashMap<>();
      map.forEach((key, of) -> sound.put(sound(String.valueOf(key)), soundly(of)));
      return sound;
    }
    return value;
  }

  /** A text without what databases refuse: the character 0 and halves of a surrogate pair. */
  private static String sound(String text) {
    boolean isSound = text.chars().noneMatch(it -> it == 0 || Character.isSurrogate((char) it));
    return isSound
        ? text
        : new String(
            text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
