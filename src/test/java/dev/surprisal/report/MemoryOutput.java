package dev.surprisal.report;

import dev.surprisal.report.publication.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps what is published in memory; fails on request at the n-th change, as a full disk would. */
public final class MemoryOutput implements Output {

  private final SortedMap<String, byte[]> files = new ConcurrentSkipListMap<>();
  private int changesLeft = Integer.MAX_VALUE;

  /** From now on, lets so many changes pass and refuses the next one, once. */
  public MemoryOutput failAfter(int changes) {
    changesLeft = changes;
    return this;
  }

  /** All paths. */
  public Set<String> paths() {
    return Set.copyOf(files.keySet());
  }

  public byte[] bytes(String path) {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new AssertionError("There is no " + path + " in " + files.keySet());
    }
    return bytes;
  }

  public String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  @Override
  public String location() {
    return "memory";
  }

  @Override
  public String locate(String path) {
    return "memory/" + path;
  }

  @Override
  public void requireWritable() {}

  @Override
  public boolean exists(String path) {
    return files.keySet().stream().anyMatch(it -> it.equals(path) || it.startsWith(path + "/"));
  }

  @Override
  public List<String> list(String path) {
    return files.keySet().stream()
        .filter(it -> it.startsWith(path + "/"))
        .map(it -> it.substring(path.length() + 1).split("/")[0])
        .distinct()
        .toList();
  }

  @Override
  public OutputStream create(String path) throws IOException {
    change();
    return new ByteArrayOutputStream() {
      @Override
      public void close() {
        files.put(path, toByteArray());
      }
    };
  }

  @Override
  public InputStream open(String path) {
    return new ByteArrayInputStream(bytes(path));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    change();
    if (exists(to)) {
      throw new IOException(to + " exists");
    }
    for (String path : paths()) {
      if (path.startsWith(from + "/")) {
        files.put(to + path.substring(from.length()), bytes(path));
        files.remove(path);
      }
    }
  }

  @Override
  public void replace(String from, String to) throws IOException {
    change();
    files.put(to, bytes(from));
    files.remove(from);
  }

  @Override
  public void delete(String path) {
    files.keySet().removeIf(it -> it.equals(path) || it.startsWith(path + "/"));
  }

  private synchronized void change() throws IOException {
    if (changesLeft == 0) {
      changesLeft = Integer.MAX_VALUE;
      throw new IOException("No space left on device");
    }
    changesLeft--;
  }
}
