package dev.surprisal.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What is running, and on what. */
final class Versions implements IVersionProvider {

  @Override
  public String[] getVersion() {
    // The jar's manifest bears the version; classes outside a jar are a developer's.
    String own = Versions.class.getPackage().getImplementationVersion();
    return new String[] {
      "surprisal " + Objects.requireNonNullElse(own, "(not packaged)"),
      "Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION(),
      "Java " + System.getProperty("java.version")
    };
  }
}
