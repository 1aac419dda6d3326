package dev.surprisal.secret;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret gets through, however it is written; what is none stays readable. */
class SecretMaskTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PassWord",
        "javax.net.ssl.trustStorePassword",
        "dbpass",
        "sslpwd",
        "fs.s3a.access.key",
        "fs.s3a.secret.key",
        "fs.azure.account.key.x.dfs.core.windows.net",
        "apiKey",
        "api_key",
        "API-KEY",
        "accountkey",
        "client.secret",
        "sfToken",
        "accessTokenProvider",
        "sas",
        "azure.sas.url",
        "Authorization",
        "auth",
        "kafka.sasl.jaas.config",
        "pem_private_key",
        "kerberosKeytab",
        "credentials",
        "spark.mongodb.connectionString",
        "parquet.encryption.column.keys",
        "X-Amz-Signature",
        "sessionCookie"
      })
  void anOptionIsMaskedByItsName(String name) {
    assertThat(SecretMask.option(name, "x")).isEqualTo("***");
    assertThat(SecretMask.option(name, "")).isEqualTo("***");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "header | true",
        "sep | ;",
        "delimiter | \\t",
        "timestampFormat | yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
        "mergeSchema | true",
        "basePath | s3a://bucket/Predictions/year=2026",
        "pathGlobFilter | part-?.csv",
        "modifiedAfter | 2026-05-01T00:00:00",
        "dbtable | warehouse.predictions",
        "query | select id, p from predictions where at >= '2026-05-01 00:00:00'",
        "user | reader",
        "keyspace | monitoring",
        "author | nobody",
        "partitionColumn | id",
        "versionAsOf | 17",
        "snapshot-id | 5937117119577207079",
        "url | jdbc:postgresql://db.example:5432/ml?user=reader&ssl=true",
        "url | jdbc:sqlserver://db.example:1433;databaseName=ml;user=reader",
        "path | abfss://container@account.dfs.core.windows.net/predictions",
        "path | hdfs://reader@namenode/predictions"
      })
  void anOptionThatIsNoSecretStays(String name, String value) {
    assertThat(SecretMask.option(name, value)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3a://AKIAIOSFODNN7EXAMPLE:wJalr/XUtn+FEMI@bucket/in | s3a://***@bucket/in",
        "ftp://reader:hunter2@host/in/*.csv | ftp://***@host/in/*.csv",
        "https://ghp0123456789@host/in | https://***@host/in",
        "mongodb://u:p@ss@h1,h2/db | mongodb://***@h1,h2/db",
        "jdbc:oracle:thin:scott/tiger@//h:1521/s | jdbc:oracle:thin:***@//h:1521/s",
        "jdbc:mysql://h/db?user=u&password=p&x=1 | jdbc:mysql://h/db?user=u&password=***",
        "jdbc:sqlserver://h;user=u;password={a;b};x=1 | jdbc:sqlserver://h;user=u;password=***",
        "jdbc:mysql://h/db?user=u&pass%77ord=p | jdbc:mysql://h/db?user=u&pass%77ord=***",
        "jdbc:mysql://h/db?% =1&PWD=p | jdbc:mysql://h/db?% =1&PWD=***",
        "wasbs://c@a/in?sv=2026&sig=abc%3D | wasbs://c@a/in?sv=2026&sig=***",
        "https://h/in#access_token=abc | https://h/in#access_token=***"
      })
  void aUrlLosesItsSecretsWhereverItStands(String url, String masked) {
    assertThat(SecretMask.text(url)).isEqualTo(masked);
    assertThat(SecretMask.option("url", url)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host=h user=u password=hunter2",
        "{\"user\": \"u\", \"password\": \"hunter2\"}",
        "{user: u, token: hunter2}",
        "org.apache.X required username=\"u\" password=\"hunter2\";",
        "select * from t where api_key = 'hunter2'",
        "AccountName=a;AccountKey=hunter2",
        "0123456789abcdef0123456789abcdef",
        "wJalrXUtnFEMI/K7MDENG+bPxRfiCYhunter2KEY",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.hunter2",
        "Bearer hunter2hunter2hunter2",
        "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----",
        "ghp_hunter2hunter2hunter2"
      })
  void anOptionWithAHarmlessNameIsMaskedByItsLooks(String value) {
    assertThat(SecretMask.option("extra", value)).doesNotContain("hunter2", "0123").contains("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "predictions/2026-05-*/part-?.parquet",
        "s3a://bucket/key=5/at=2026-05-01T00%3A00/x.parquet",
        "concat(id, ':', device)",
        "email like '%@example.com' and at > '12:00'",
        "struct<password:string>",
        "2 weeks",
        "C:\\data\\in"
      })
  void textsOfAConfigurationStay(String text) {
    assertThat(SecretMask.text(text)).isEqualTo(text);
  }

  @Property(tries = 2_000)
  void noPasswordGetsThrough(
      @ForAll("secrets") String secret, @ForAll("templates") String template) {
    String text = template.formatted(secret);

    assertThat(SecretMask.text(text)).as(text).doesNotContain(secret);
    assertThat(SecretMask.option("url", text)).as(text).doesNotContain(secret);
  }

  @Property(tries = 500)
  void maskingTwiceIsMaskingOnce(
      @ForAll("secrets") String secret, @ForAll("templates") String template) {
    String once = SecretMask.text(template.formatted(secret));

    assertThat(SecretMask.text(once)).isEqualTo(once);
  }

  /** With what ends a password for one reader of URLs and not for another. */
  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .withChars("/@:;&?#=+% '\"{}\\$\n*é")
        .ofMinLength(1)
        .ofMaxLength(30)
        .map(text -> "q" + text + "Q");
  }

  @Provide
  Arbitrary<String> templates() {
    return Arbitraries.of(
        "s3a://id:%s@bucket/in",
        "jdbc:postgresql://reader:%s@host/db",
        "jdbc:oracle:thin:scott/%s@host:1521:sid",
        "jdbc:mysql://host/db?user=u&password=%s",
        "jdbc:sqlserver://host;databaseName=d;Password=%s;encrypt=true",
        "jdbc:snowflake://host/?token=%s",
        "https://host/in?X-Amz-Credential=%s&X-Amz-Date=20260501",
        "mongodb+srv://user:%s@a.example,b.example/db?retryWrites=true");
  }
}
