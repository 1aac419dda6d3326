package dev.surprisal.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads configurations. Whatever is wrong with one is told at once, in a {@link ConfigException}.
 */
public final class ConfigReader {

  private final ConfigSchema schema = new ConfigSchema();

  /**
   * Reads a configuration.
   *
   * @param location a local path, or a URI of any Hadoop file system
   * @param settings what takes the place of the file's values, in order
   * @throws ConfigException where the file cannot be read or its values cannot be used
   */
  public LocatedConfig read(String location, List<Setting> settings) {
    return parse(location, ConfigFile.text(location), settings);
  }

  /**
   * Reads a configuration's text.
   *
   * @param source what problems call the text
   * @param text the YAML
   * @param settings what takes the place of the text's values, in order
   * @throws ConfigException where its values cannot be used
   */
  public LocatedConfig parse(String source, String text, List<Setting> settings) {
    ConfigTree tree = ConfigTree.read(schema.keys(), source, text, settings);
    List<Violation> violations = schema.check(tree.root());
    Set<String> meant = meant(violations);
    List<Problem> problems = new ArrayList<>(tree.problems());
    Set<String> broken = new HashSet<>(meant);
    for (Violation violation : violations) {
      broken.add(violation.key());
      // A misspelt key is missing under its right name, but that is one mistake, not two.
      if (!(violation instanceof Violation.Missing && meant.contains(violation.key()))) {
        problems.add(problem(tree.place(violation.key()), violation));
      }
    }
    tree.removed().entrySet().stream()
        .filter(removed -> !schema.keys().know(removed.getKey()))
        .forEach(removed -> problems.add(unknown(removed.getValue(), removed.getKey())));
    problems.addAll(new DatasetRules(tree, broken).check());
    problems.addAll(new ComparisonRules(tree, broken).check());
    problems.addAll(new LimitRules(tree, broken).check());
    problems.addAll(new IncidentRules(tree, broken).check());
    problems.addAll(new NotificationRules(tree, broken).check());
    problems.addAll(new OutputRules(tree, broken).check());
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new LocatedConfig(
        new ConfigMapping(tree).config(new ResolvedConfig(schema, tree).resolve()), tree.places());
  }

  /** The keys that the unknown ones were meant to be. */
  private Set<String> meant(List<Violation> violations) {
    return violations.stream()
        .filter(Violation.Unknown.class::isInstance)
        .flatMap(unknown -> schema.keys().nearest(unknown.key()).stream())
        .collect(Collectors.toSet());
  }

  private Problem problem(SourceLocation place, Violation violation) {
    if (violation instanceof Violation.Invalid invalid) {
      return Problem.invalid(
          place, invalid.key(), ConfigTree.shown(invalid.value()), invalid.constraint());
    }
    if (violation instanceof Violation.Missing missing) {
      return Problem.missing(place, missing.key(), missing.constraint());
    }
    return unknown(place, violation.key());
  }

  private Problem unknown(SourceLocation place, String key) {
    String hint =
        schema.keys().nearest(key).map(known -> " (did you mean " + known + "?)").orElse("");
    return new Problem(place, "Unknown key " + key + hint);
  }
}
