package dev.surprisal.job.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the sample dataset, whose drift is known beforehand, and the configuration that reads it.
 */
public final class Demo {

  /** The number of predictions that the sample has where nothing else is asked for. */
  public static final long ROWS = 200_000;

  /** The folder that the configuration in the jar names. */
  private static final String CONFIGURED_FOLDER = "target/demo";

  private Demo() {}

  /**
   * Writes {@code predictions/}, {@code labels/} and {@code demo.yaml}, in place of what is there.
   *
   * @param spark a session
   * @param output the folder, on any Hadoop file system
   * @param rows the number of predictions, at least 1
   * @param progress where to say what is done
   */
  public static void write(SparkSession spark, String output, long rows, PrintStream progress) {
    String folder = output.replaceAll("/+$", "");
    writeDataset(spark, folder + "/predictions", folder + "/labels", rows, progress);
    String configuration = folder + "/demo.yaml";
    writeText(spark, configuration, configuration(folder));
    progress.println("Configuration: " + configuration);
  }

  /**
   * Writes the dataset where there are no predictions yet.
   *
   * @param spark a session
   * @param predictions the folder of the predictions
   * @param labels the folder of the labels
   * @param progress where to say what is done
   */
  public static void writeIfAbsent(
      SparkSession spark, String predictions, String labels, PrintStream progress) {
    if (!hasData(spark, predictions)) {
      writeDataset(spark, predictions, labels, ROWS, progress);
    }
  }

  private static void writeDataset(
      SparkSession spark, String predictions, String labels, long rows, PrintStream progress) {
    if (rows < 1) {
      throw new IllegalArgumentException("Invalid rows: " + rows + " (must be at least 1)");
    }
    progress.printf("Writing the sample: %,d predictions to %s%n", rows, predictions);
    DemoDataset.write(spark, predictions, labels, rows);
  }

  /** The configuration in the jar, for another folder. */
  private static String configuration(String folder) {
    try (InputStream resource = Demo.class.getResourceAsStream("demo.yaml")) {
      if (resource == null) {
        throw new IllegalStateException("The jar is damaged: it lacks dev/surprisal/job/demo.yaml");
      }
      String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return text.replace('"' + CONFIGURED_FOLDER, '"' + escaped(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a YAML scalar in double quotes wants it. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static void writeText(SparkSession spark, String file, String text) {
    try (OutputStream out = fileSystem(spark, file).create(new Path(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a folder has a file that is data: what a broken-off write leaves is hidden. */
  private static boolean hasData(SparkSession spark, String folder) {
    try {
      FileSystem files = fileSystem(spark, folder);
      return files.exists(new Path(folder))
          && files.listStatus(new Path(folder), Demo::isData).length > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isData(Path file) {
    return !file.getName().startsWith("_") && !file.getName().startsWith(".");
  }

  private static FileSystem fileSystem(SparkSession spark, String path) throws IOException {
    return new Path(path).getFileSystem(spark.sparkContext().hadoopConfiguration());
  }
}
