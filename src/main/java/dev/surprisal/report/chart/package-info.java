/**
 * Charts as SVG: texts, numbers and places in, markup out. They know nothing of reports. Colours
 * are style classes, so that one drawing serves light, dark and print; widths are shares of 100 %,
 * so that texts keep their size on any screen.
 */
@NullMarked
package dev.surprisal.report.chart;

import org.jspecify.annotations.NullMarked;
