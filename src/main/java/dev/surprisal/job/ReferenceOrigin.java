package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.dataset.spec.ChallengerSpec;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.ReferenceSpec;
import dev.surprisal.dataset.spec.SourceSpec;
import dev.surprisal.format.Sha256;
import dev.surprisal.store.StoreKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a reference dataset is the one that was profiled: by what the configuration says of
 * it, and by the names, sizes and times of change of all files below its paths, of its labels' and
 * of the challenger's. A table may be anything behind its name, and is never taken for known.
 */
final class ReferenceOrigin {

  private final Config config;
  private final ReferenceSpec dataset;

  ReferenceOrigin(Config config, ReferenceSpec dataset) {
    this.config = config;
    this.dataset = dataset;
  }

  /** What was asked and which files there are now. */
  StoreKey.Origin now(Configuration hadoop) {
    return new StoreKey.Origin(asked(), files(hadoop));
  }

  /** What is asked, whatever files there are. */
  StoreKey.Origin known() {
    return new StoreKey.Origin(asked(), null);
  }

  private String asked() {
    return digest(
        List.of(
            dataset.predictions().toString(),
            String.valueOf(dataset.labels()),
            new TreeSet<>(dataset.inheritance().members()).toString(),
            String.valueOf(config.challenger()),
            String.valueOf(config.checks().sumTolerance()),
            config.reference().toString(),
            config.window().toString(),
            config.timeZone().toString(),
            String.valueOf(config.limits().slices())));
  }

  private @Nullable String files(Configuration hadoop) {
    List<SourceSpec> sources = new ArrayList<>(List.of(dataset.predictions().source()));
    LabelSpec labels = dataset.labels();
    if (labels != null) {
      sources.add(labels.source());
    }
    ChallengerSpec challenger = config.challenger();
    if (challenger != null) {
      sources.add(challenger.source());
    }
    List<String> files = new ArrayList<>();
    for (SourceSpec source : sources) {
      if (source.paths().isEmpty()) {
        return null;
      }
      for (String path : source.paths()) {
        List<String> below = files(new Path(path), hadoop);
        if (below.isEmpty()) {
          return null;
        }
        files.addAll(below);
      }
    }
    return digest(files);
  }

  /** All files below a path; none where it is no path of files. */
  private static List<String> files(Path path, Configuration hadoop) {
    List<String> files = new ArrayList<>();
    try {
      FileSystem system = path.getFileSystem(hadoop);
      FileStatus[] found = system.globStatus(path);
      for (FileStatus status : found == null ? new FileStatus[0] : found) {
        var below = system.listFiles(status.getPath(), true);
        while (below.hasNext()) {
          FileStatus file = below.next();
          if (!file.getPath().getName().startsWith(".")) {
            files.add(file.getPath() + " " + file.getLen() + " " + file.getModificationTime());
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      return List.of();
    }
    files.sort(null);
    return files;
  }

  private static String digest(List<String> texts) {
    return Sha256.of(String.join("\n", texts)).substring(0, 32);
  }
}
