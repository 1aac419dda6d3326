package dev.surprisal.store;

/** Another run has replaced a partition in the meantime. */
final class ConflictException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Names the partition, or what the table's own library said of it. */
  ConflictException(String what) {
    super(what);
  }

  /** Keeps what the table's own library said. */
  ConflictException(String what, Throwable cause) {
    super(what, cause);
  }
}
