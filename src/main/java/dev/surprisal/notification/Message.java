package dev.surprisal.notification;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Times;
import dev.surprisal.notification.NotificationSpec.When;
import dev.surprisal.report.News;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportedIncident;
import dev.surprisal.report.json.MessageJson;
import dev.surprisal.report.markdown.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is sent, before it takes the form of a channel.
 *
 * @param state the verdict
 * @param title the verdict and the model, in some words
 * @param entries the news, the most urgent first; then what else is open; not all where there is
 *     much
 * @param all how many there are
 * @param facts what was compared, and by which run, a line each
 * @param page where the page for people is, or null where there is none
 * @param json all of it for programs
 * @param markdown the summary of the report
 * @param html the same in HTML, without a frame
 */
record Message(
    FindingState state,
    String title,
    List<Entry> entries,
    int all,
    List<String> facts,
    @Nullable String page,
    String json,
    String markdown,
    String html) {

  /**
   * One thing to say.
   *
   * @param label one word in capitals
   * @param headline one sentence
   * @param details more sentences
   */
  record Entry(String label, String headline, List<String> details) {

    Entry {
      details = List.copyOf(details);
    }
  }

  /** More nobody reads in a chat; the page has all. */
  private static final int ENTRIES = 8;

  private static final int DETAILS = 3;

  Message {
    entries = List.copyOf(entries);
    facts = List.copyOf(facts);
  }

  /**
   * The message about a report, if it is to be sent.
   *
   * @param report the report
   * @param when what is worth a message
   * @param page where the page for people is
   */
  static Optional<Message> of(Report report, When when, String page) {
    List<News.Item> news =
        News.of(report).items().stream()
            .filter(it -> when.always() || when.occasions().contains(it.occasion()))
            .toList();
    if (news.isEmpty() && !when.always()) {
      return Optional.empty();
    }
    Summary summary = Summary.of(report, page);
    List<Entry> entries = entries(report, news);
    List<String> occasions = news.stream().map(it -> it.occasion().label()).distinct().toList();
    return Optional.of(
        new Message(
            report.verdict().state(),
            report.verdict().state() + ": " + report.modelName(),
            clipped(entries),
            entries.size(),
            facts(report),
            page,
            MessageJson.of(report, occasions, page),
            summary.markdown(),
            summary.html()));
  }

  /** A message that says that messages arrive. */
  static Message test(String model) {
    String sentence = "This is a test: messages about " + model + " arrive here.";
    Summary summary = Summary.of(sentence);
    return new Message(
        FindingState.OK,
        "Test: " + model,
        List.of(new Entry("TEST", sentence, List.of())),
        1,
        List.of(),
        null,
        MessageJson.test(model, sentence),
        summary.markdown(),
        summary.html());
  }

  private static List<Entry> entries(Report report, List<News.Item> news) {
    List<Entry> entries = new ArrayList<>();
    for (News.Item it : news) {
      List<String> details = it.details();
      entries.add(
          new Entry(
              it.occasion().name(),
              it.headline(),
              details.subList(0, Math.min(DETAILS, details.size()))));
    }
    List<String> heard = news.stream().map(it -> String.valueOf(it.id())).toList();
    report.incidents().stream()
        .filter(it -> it.isOpen() && !heard.contains(it.id()))
        .forEach(it -> entries.add(entry(it)));
    if (entries.isEmpty()) {
      entries.add(
          new Entry(report.verdict().state().name(), report.verdict().sentence(), List.of()));
    }
    return entries;
  }

  private static Entry entry(ReportedIncident it) {
    return new Entry(it.status().name(), it.described().headline(), List.of());
  }

  private static List<Entry> clipped(List<Entry> entries) {
    if (entries.size() <= ENTRIES) {
      return entries;
    }
    List<Entry> some = new ArrayList<>(entries.subList(0, ENTRIES));
    some.add(
        new Entry(
            "MORE", Figures.count(entries.size() - ENTRIES) + " more in the report.", List.of()));
    return some;
  }

  private static List<String> facts(Report report) {
    return List.of(
        Times.range(report.current())
            + " compared with reference "
            + Times.range(report.reference()),
        "Run " + report.run().id());
  }

  /** One line for people: the title and the first thing to say. */
  String subject() {
    return title
        + ": "
        + entries.get(0).headline()
        + (all > 1 ? " (and " + Figures.count(all - 1) + " more)" : "");
  }
}
