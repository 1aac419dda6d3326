package dev.surprisal.dataset.source;

import dev.surprisal.format.Sha256;
import dev.surprisal.secret.SecretMask;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * The files of a dataset: all of them in sum, and some by name.
 *
 * @param count how many there are
 * @param bytes the sum of their sizes
 * @param modifiedAt when the last of them was modified; null where there is none
 * @param sha256 the SHA-256 of all, of a line {@code path bytes modified_at} each, sorted by path
 * @param listed the files by path: all, or the first and the last of many
 */
public record FileList(
    long count, long bytes, @Nullable Instant modifiedAt, String sha256, List<File> listed) {

  /** As many are listed by name. */
  static final int MOST = 100;

  /** Copies the list. */
  public FileList {
    listed = List.copyOf(listed);
  }

  /**
   * A file.
   *
   * @param path its path, with the file system's scheme
   * @param bytes its size
   * @param modifiedAt when it was modified
   */
  public record File(String path, long bytes, Instant modifiedAt) {

    private static File of(FileStatus status) {
      return new File(
          SecretMask.path(status.getPath().toString()),
          status.getLen(),
          Instant.ofEpochMilli(status.getModificationTime()));
    }

    private byte[] line() {
      return (path + " " + bytes + " " + modifiedAt + "\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The files that Spark has listed; one that a query reads twice counts once. */
  static FileList of(Collection<FileStatus> statuses) {
    Map<String, File> byPath = new LinkedHashMap<>();
    statuses.forEach(status -> byPath.putIfAbsent(status.getPath().toString(), File.of(status)));
    List<File> files = new ArrayList<>(byPath.values());
    files.sort(Comparator.comparing(File::path));
    MessageDigest digest = Sha256.digest();
    files.forEach(file -> digest.update(file.line()));
    return new FileList(
        files.size(),
        files.stream().mapToLong(File::bytes).sum(),
        files.stream().map(File::modifiedAt).max(Comparator.naturalOrder()).orElse(null),
        HexFormat.of().formatHex(digest.digest()),
        ends(files));
  }

  /** How many are not listed. */
  public long leftOut() {
    return count - listed.size();
  }

  private static List<File> ends(List<File> files) {
    if (files.size() <= MOST) {
      return files;
    }
    List<File> ends = new ArrayList<>(files.subList(0, MOST / 2));
    ends.addAll(files.subList(files.size() - MOST / 2, files.size()));
    return ends;
  }
}
