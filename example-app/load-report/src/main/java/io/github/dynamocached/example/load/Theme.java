package io.github.dynamocached.example.load;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.stream.IntStream;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** The colours of the pictures, which GitHub shows on a light or on a dark page. */
enum Theme {
    LIGHT(0xffffff, 0x1f2328, 0xd0d7de),
    DARK(0x161b22, 0xf0f3f6, 0x3d444d);

    private static final int LEGEND = 16;
    private static final int SMALL = 13;
    private static final int LARGE = 16;

    private final int back;
    private final int text;
    private final int lines;

    Theme(int back, int text, int lines) {
        this.back = back;
        this.text = text;
        this.lines = lines;
    }

    /** Two colours of the application without the cache, then two with it. */
    Color[] series() {
        IntStream colours = switch (this) {
            case LIGHT -> IntStream.of(0xbc4c00, 0xf0883e, 0x0550ae, 0x54aeff);
            case DARK -> IntStream.of(0xf0883e, 0xffc680, 0x58a6ff, 0xb6dcff);
        };
        return colours.mapToObj(Color::new).toArray(Color[]::new);
    }

    Color text() {
        return new Color(text);
    }

    private Color back() {
        return new Color(back);
    }

    private Color lines() {
        return new Color(lines);
    }

    void paint(AxesChartStyler styler) {
        styler.setChartBackgroundColor(back());
        styler.setPlotBackgroundColor(back());
        styler.setLegendBackgroundColor(back());
        styler.setChartFontColor(text());
        styler.setXAxisTitleColor(text());
        styler.setYAxisTitleColor(text());
        styler.setAnnotationTextFontColor(text());
        styler.setAnnotationTextFont(font(Font.PLAIN, SMALL));
        styler.setAnnotationLineColor(text());
        styler.setAnnotationLineStroke(
                new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] {4}, 0));
        styler.setAxisTickLabelsColor(text());
        styler.setAxisTickMarksColor(lines());
        styler.setPlotGridLinesColor(lines());
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setPlotBorderColor(lines());
        styler.setLegendBorderColor(back());
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setLegendLayout(Styler.LegendLayout.Horizontal);
        styler.setLegendPadding(LEGEND);
        styler.setLegendFont(font(Font.PLAIN, SMALL));
        styler.setAxisTickLabelsFont(font(Font.PLAIN, SMALL));
        styler.setAxisTitleFont(font(Font.PLAIN, SMALL));
        styler.setChartTitleFont(font(Font.BOLD, LARGE));
        styler.setChartTitleBoxVisible(false);
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
