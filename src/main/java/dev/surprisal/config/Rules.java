package dev.surprisal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What all rules on how keys fit together share: a rule speaks only where every key that it looks
 * at is as the schema wants it, so that one mistake is told once.
 */
abstract class Rules {

  private final ConfigTree tree;
  private final Set<String> broken;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * Looks at a tree.
   *
   * @param tree the configuration
   * @param broken the keys that the schema did not take
   */
  Rules(ConfigTree tree, Set<String> broken) {
    this.tree = tree;
    this.broken = broken;
  }

  /** Tries every rule. */
  final List<Problem> check() {
    tryAll();
    return List.copyOf(problems);
  }

  /** Tries every rule, in the order of the configuration. */
  abstract void tryAll();

  final ConfigTree tree() {
    return tree;
  }

  /** Whether each key is given and in order. */
  final boolean given(String... keys) {
    return Stream.of(keys).allMatch(key -> tree.has(key) && inOrder(key));
  }

  /** Whether the key is in order where it is given. */
  final boolean inOrder(String key) {
    return broken.stream().noneMatch(other -> Key.touch(other, key));
  }

  /** Whether the key is not given, not even misspelt. */
  final boolean absent(String key) {
    return !tree.has(key) && inOrder(key);
  }

  final void invalid(String key, String constraint) {
    invalid(key, ConfigTree.shown(tree.at(key)), constraint);
  }

  final void invalid(String key, String value, String constraint) {
    problems.add(Problem.invalid(tree.place(key), key, value, constraint));
  }

  final void missing(String key, String constraint) {
    problems.add(Problem.missing(tree.place(key), key, constraint));
  }
}
