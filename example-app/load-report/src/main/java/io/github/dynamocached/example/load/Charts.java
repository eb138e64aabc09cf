package io.github.dynamocached.example.load;

import java.awt.Color;
import java.awt.Font;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The pictures of the page, in one theme. */
final class Charts {

    private static final int WIDTH = 920;
    private static final int HEIGHT = 420;
    private static final double MEDIAN = 50;
    private static final double HIGH = 99;

    private final Results results;
    private final Theme theme;

    Charts(Results results, Theme theme) {
        this.results = results;
        this.theme = theme;
    }

    /** The time of a read, without and with the cache. */
    String latency(Duration added) {
        String title = "Time of a read without and with the cache";
        CategoryChart chart = bars(title, "ms");
        for (Subject subject : Subject.values()) {
            for (double percent : new double[] {MEDIAN, HIGH}) {
                series(
                        chart,
                        added,
                        subject,
                        ", p" + Math.round(percent),
                        measured -> measured.recording().reads().percentileMillis(percent));
            }
        }
        chart.getStyler().setSeriesColors(theme.series());
        return Svg.of(
                chart,
                title,
                "Bars for each traffic: the 50th and the 99th percentile, without and with the cache."
                        + " The table below the picture has the figures.");
    }

    /** What the reads cost, without and with the cache. */
    String readUnits(Duration added) {
        String title = "Read units for a second of traffic, without and with the cache";
        CategoryChart chart = bars(title, "read units/s");
        for (Subject subject : Subject.values()) {
            series(chart, added, subject, "", Measured::readUnitsASecond);
        }
        chart.getStyler().setSeriesColors(new Color[] {theme.series()[0], theme.series()[2]});
        return Svg.of(
                chart,
                title,
                "Bars for each traffic: read units in a second, without and with the cache."
                        + " The table below the picture has the figures.");
    }

    private CategoryChart bars(String title, String unit) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(unit)
                .build();
        theme.paint(chart.getStyler());
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setLabelsVisible(true);
        chart.getStyler().setLabelsFontColorAutomaticEnabled(false);
        chart.getStyler().setLabelsFontColor(theme.text());
        chart.getStyler().setLabelsFont(Theme.font(Font.PLAIN, 11));
        chart.getStyler().setLabelsPosition(1.1);
        return chart;
    }

    private void series(
            CategoryChart chart, Duration added, Subject subject, String what, ToDoubleFunction<Measured> figure) {
        Map<Traffic, Map<Subject, Measured>> byTraffic = results.open(added);
        List<String> names = byTraffic.keySet().stream().map(Traffic::title).toList();
        List<Double> figures = byTraffic.values().stream()
                .map(bySubject -> rounded(figure.applyAsDouble(bySubject.get(subject))))
                .toList();
        chart.addSeries(subject.title() + what, names, figures);
    }

    private static double rounded(double number) {
        return number < 10 ? Math.round(number * 10) / 10.0 : Math.round(number);
    }

    /** The time of a read, second by second, while Redis is away for a third of the time. */
    String outage(Traffic traffic) {
        Measured measured = Objects.requireNonNull(results.outages().get(traffic));
        String title = "Time of a read while Redis is away between the dashed lines";
        int third = Tables.third(measured);
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("second")
                .yAxisTitle("ms")
                .build();
        theme.paint(chart.getStyler());
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(3.0 * third);
        chart.getStyler().setSeriesColors(new Color[] {theme.series()[2], theme.series()[1]});
        line(chart, measured, third, MEDIAN);
        line(chart, measured, third, HIGH);
        chart.addAnnotation(new AnnotationLine(third, true, false));
        chart.addAnnotation(new AnnotationLine(2.0 * third, true, false));
        return Svg.of(
                chart,
                title,
                "Two lines over the seconds of the run: the 50th and the 99th percentile of reads."
                        + " Redis is away between the two upright lines.");
    }

    private static void line(XYChart chart, Measured measured, int third, double percent) {
        int[] seconds = IntStream.range(0, 3 * third)
                .filter(second -> measured.recording().reads(second, second + 1).answers() > 0)
                .toArray();
        double[] middles =
                IntStream.of(seconds).mapToDouble(second -> second + 0.5).toArray();
        double[] millis = IntStream.of(seconds)
                .mapToDouble(
                        second -> measured.recording().reads(second, second + 1).percentileMillis(percent))
                .toArray();
        XYSeries series = chart.addSeries("p" + Math.round(percent), middles, millis);
        series.setMarker(SeriesMarkers.CIRCLE);
    }
}
