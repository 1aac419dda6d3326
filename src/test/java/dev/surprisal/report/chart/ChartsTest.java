package dev.surprisal.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.report.chart.LineChart.Mark;
import dev.surprisal.report.chart.LineChart.Point;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What is drawn, read back from the markup. */
class ChartsTest {

  private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void lineBreaksWhereThereIsNoValue() throws Exception {
    Document drawn = parsed(chart(0.5, 0.6, null, 0.7, 0.5).draw());

    assertThat(attribute(drawn, "//path[@class='line']/@d"))
        .isEqualTo("M100 75L300 50M700 25L900 75");
    assertThat(attribute(drawn, "//path[contains(@class, 'is-plain')]/@d"))
        .isEqualTo("M100 75h.1M300 50h.1M700 25h.1M900 75h.1");
    assertThat(attribute(drawn, "/svg/@role")).isEqualTo("img");
    assertThat(attribute(drawn, "/svg/@aria-label")).isEqualTo("Log loss of <v2> & \"v3\"");
  }

  @Test
  void infiniteLossIsNoPointAndDoesNotFlattenTheOthers() throws Exception {
    Document drawn = parsed(chart(0.5, Double.POSITIVE_INFINITY, 0.7).draw());

    assertThat(attribute(drawn, "//path[contains(@class, 'is-plain')]/@d"))
        .isEqualTo("M166.7 75h.1M833.3 25h.1");
  }

  @Test
  void nothingToDrawIsAnEmptyDrawing() throws Exception {
    assertThat(chart().isEmpty()).isTrue();
    assertThat(count(parsed(chart().draw()), "//path")).isZero();
    assertThat(chart((Double) null).isEmpty()).isTrue();
    parsed(chart((Double) null).draw());
  }

  @Test
  void fourHundredWindowsAreAFewElements() throws Exception {
    Double[] values = new Double[400];
    Arrays.setAll(values, i -> 0.5 + 0.1 * StrictMath.sin(i));
    Drawing drawing = chart(values).draw();

    assertThat(count(parsed(drawing), "//*")).isLessThan(50);
    assertThat(drawing.svg().length()).isLessThan(40_000);
    assertThat(count(parsed(drawing), "//path[@class='interval-area']")).isOne();
  }

  @Test
  void histogramsOfBothSidesShareOneScale() throws Exception {
    Document drawn =
        parsed(
            new Histogram(
                    "pages",
                    List.of(0.25, 0.5, 0.25),
                    List.of(1.0, 0.0, 0.0),
                    false,
                    List.of(new Histogram.EdgeText(0, "0")))
                .draw());

    assertThat(attribute(drawn, "//path[@class='past']/@d"))
        .isEqualTo("M0 76V58H1V40H2V58H3V76H0Z");
    assertThat(attribute(drawn, "//path[@class='now-line']/@d")).isEqualTo("M0 76V4H1V76H2V76H3");
  }

  @Test
  void heatMapMergesNeighboursAndHidesNothing() throws Exception {
    HeatMap.Cell worse = new HeatMap.Cell(1, HeatMap.Known.SIGNIFICANT);
    HeatMap.Cell pale = new HeatMap.Cell(-0.1, HeatMap.Known.NOT_SIGNIFICANT);
    HeatMap.Cell few = new HeatMap.Cell(1, HeatMap.Known.TOO_FEW_ROWS);
    HeatMap.Cell none = new HeatMap.Cell(0, HeatMap.Known.NOTHING);
    Document drawn =
        parsed(
            new HeatMap(
                    "slices",
                    4,
                    List.of(List.of(worse, worse, pale, few), List.of(none, none, none, worse)),
                    List.of())
                .draw());

    assertThat(attribute(drawn, "//path[@class='worse4']/@d"))
        .isEqualTo("M0 0h2v1h-2zM3 1h1v1h-1z");
    assertThat(attribute(drawn, "//path[@class='better1 pale']/@d")).isEqualTo("M2 0h1v1h-1z");
    assertThat(attribute(drawn, "//path[@class='few']/@d")).isEqualTo("M3 0h1v1h-1z");
    assertThat(count(drawn, "//path")).isEqualTo(3);
  }

  @Test
  void stepsOfAWaterfallMeet() throws Exception {
    Document up = parsed(Bars.step(0.5, 0.7, 0, 1));
    Document down = parsed(Bars.step(0.7, 0.6, 0, 1));

    assertThat(attribute(up, "//rect/@x")).isEqualTo("50%");
    assertThat(attribute(up, "//rect/@width")).isEqualTo("20%");
    assertThat(attribute(up, "//rect/@class")).isEqualTo("worse");
    assertThat(attribute(up, "//line/@x1")).isEqualTo("70%");
    assertThat(attribute(down, "//rect/@x")).isEqualTo("60%");
    assertThat(attribute(down, "//rect/@class")).isEqualTo("better");
    assertThat(attribute(parsed(Bars.level(0.6, 0, 1)), "//rect/@width")).isEqualTo("60%");
  }

  @Test
  void reliabilityShowsItsBandAndCounts() throws Exception {
    List<Reliability.Bin> bins =
        List.of(
            new Reliability.Bin(0.4, 0.5, 0.3, 0.5, 0.25),
            new Reliability.Bin(0.8, 0.75, 0.7, 0.9, 0.75));
    Document drawn = parsed(new Reliability("calibration", List.of(), bins).draw());

    assertThat(attribute(drawn, "//path[@class='now-line']/@d")).isEqualTo("M250 150L750 75");
    assertThat(attribute(drawn, "//path[@class='band']/@d"))
        .isEqualTo("M250 150L750 30L750 90L250 210Z");
    assertThat(count(drawn, "//path[@class='past-line']")).isZero();
  }

  @Test
  void sameChartIsTheSameDrawing() {
    assertThat(chart(0.5, null, 0.6).draw().svg()).isEqualTo(chart(0.5, null, 0.6).draw().svg());
    Sparkline line =
        new Sparkline("log loss", Arrays.asList(0.5, null, 0.7), List.of(false, false, true), 0.5);
    assertThat(line.draw().svg()).isEqualTo(line.draw().svg()).contains("M833.33 4h.1");
  }

  /** The area below the steps is the average precision: Σ (R_i − R_{i−1}) P_i. */
  @Test
  void precisionIsDrawnInStepsThatEndAtTheirRecall() throws Exception {
    Document drawn =
        parsed(
            new PrecisionRecallChart(
                    "Class <x>",
                    List.of(),
                    List.of(
                        new PrecisionRecallChart.Point(0.25, 1),
                        new PrecisionRecallChart.Point(0.251, 0.9),
                        new PrecisionRecallChart.Point(1, 0.5)))
                .draw());

    // Of two points closer than a pixel the first one stays.
    assertThat(attribute(drawn, "//path[@class='now-line']/@d")).isEqualTo("M0 0H250V90H1000");
    assertThat(count(drawn, "//path[@class='past-line']")).isZero();
  }

  private static LineChart chart(@Nullable Double... values) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Instant from = START.plus(DAY.multipliedBy(i));
      double value = values[i] == null ? Double.NaN : values[i];
      points.add(
          new Point(from, from.plus(DAY), values[i], value - 0.01, value + 0.01, Mark.PLAIN, 1));
    }
    return new LineChart(
        "Log loss of <v2> & \"v3\"",
        AxisUnit.AMOUNT,
        100,
        points,
        List.of(),
        null,
        List.of(),
        List.of(),
        null);
  }

  private static Document parsed(Drawing drawing) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(drawing.svg())));
  }

  private static String attribute(Document of, String path) throws Exception {
    return XPathFactory.newInstance().newXPath().evaluate(path, of);
  }

  private static int count(Document of, String path) throws Exception {
    NodeList found =
        (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, of, XPathConstants.NODESET);
    return found.getLength();
  }
}
