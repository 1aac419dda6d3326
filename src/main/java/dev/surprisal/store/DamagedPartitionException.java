package dev.surprisal.store;

/** A partition is not as it was written: half of it is gone, or it is not whole. */
final class DamagedPartitionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String partition;

  /**
   * Names the partition.
   *
   * @param partition the partition's name
   * @param what what is wrong with it
   */
  DamagedPartitionException(String partition, String what) {
    super(what);
    this.partition = partition;
  }

  String partition() {
    return partition;
  }
}
