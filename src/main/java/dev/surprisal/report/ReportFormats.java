package dev.surprisal.report;

import dev.surprisal.report.ReportFormat.Role;
import java.util.List;

/**
 * The forms that each report is published in: one record, one page, and any number of companions.
 *
 * @param all the forms
 */
public record ReportFormats(List<ReportFormat> all) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if not exactly one is the record and one the page, or if two
   *     have the same file name
   */
  public ReportFormats {
    all = List.copyOf(all);
    requireOne(all, Role.RECORD);
    requireOne(all, Role.PAGE);
    List<String> names = all.stream().map(ReportFormat::fileName).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("Invalid file names: " + names + " (must be distinct)");
    }
  }

  /** The given forms. */
  public static ReportFormats of(ReportFormat... all) {
    return new ReportFormats(List.of(all));
  }

  private static void requireOne(List<ReportFormat> all, Role role) {
    long number = all.stream().filter(it -> it.role() == role).count();
    if (number != 1) {
      throw new IllegalArgumentException(
          "Invalid number of formats that are the " + role + ": " + number + " (must be 1)");
    }
  }

  /** The one form of a role that only one has. */
  private ReportFormat only(Role role) {
    return all.stream().filter(it -> it.role() == role).findFirst().orElseThrow();
  }

  /** The whole report for programs. */
  public ReportFormat record() {
    return only(Role.RECORD);
  }

  /** The report for people. */
  public ReportFormat page() {
    return only(Role.PAGE);
  }
}
