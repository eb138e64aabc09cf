package io.github.dynamocached.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The parts of a hit as two bars: time and bytes. */
final class Picture {

    private static final int LEFT = 20;
    private static final int WIDTH = 920;
    private static final int BAR = 46;
    private static final int LINE = 30;
    private static final int LEGEND = 280;

    private final Colours colours;
    private final StringBuilder svg = new StringBuilder();

    private Picture(Colours colours) {
        this.colours = colours;
    }

    static String light(Layers layers) {
        return new Picture(Colours.LIGHT).draw(layers.parts());
    }

    static String dark(Layers layers) {
        return new Picture(Colours.DARK).draw(layers.parts());
    }

    private String draw(List<Layers.Part> parts) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 480\" width=\"960\" height=\"480\" role=\"img\""
                        + " aria-labelledby=\"title description\"\n     font-family=\"system-ui, -apple-system, 'Segoe UI',"
                        + " Helvetica, Arial, sans-serif\" font-size=\"16\">");
        add("  <title id=\"title\">Where the time and the bytes of a hit go</title>");
        add("  <desc id=\"description\">" + description(parts) + "</desc>");
        add("  <rect width=\"960\" height=\"480\" rx=\"12\" fill=\"" + colours.back + "\"/>");
        bar(40, "Time of one hit, one thread", parts, Layers.Part::nanos);
        bar(140, "Bytes allocated by one hit", parts, Layers.Part::bytes);
        for (int i = 0; i < parts.size(); i++) {
            legend(parts.get(i), colours.parts.get(i), LEGEND + i * LINE);
        }
        add("</svg>");
        return svg.toString();
    }

    private static String description(List<Layers.Part> parts) {
        StringBuilder text = new StringBuilder("Two bars. Their parts:");
        parts.forEach(part -> text.append(' ')
                .append(plain(part))
                .append(' ')
                .append(Table.figure(part.nanos() / 1_000))
                .append(" µs and ")
                .append(Table.whole(part.bytes()))
                .append(" bytes."));
        return text.toString();
    }

    private static String plain(Layers.Part part) {
        return part.name().replace("`", "");
    }

    private void bar(int top, String title, List<Layers.Part> parts, ToDoubleFunction<Layers.Part> figure) {
        text(LEFT, top - 8, "start", title);
        double whole = parts.stream().mapToDouble(figure).sum();
        double at = LEFT;
        for (int i = 0; i < parts.size(); i++) {
            double width = WIDTH * figure.applyAsDouble(parts.get(i)) / whole;
            rectangle(at, top, width, BAR, colours.parts.get(i));
            at += width;
        }
    }

    private void legend(Layers.Part part, String colour, int top) {
        rectangle(LEFT, top - 14, 18, 18, colour);
        text(LEFT + 30, top, "start", plain(part));
        text(620, top, "end", Table.figure(part.nanos() / 1_000) + " µs");
        text(780, top, "end", Table.whole(part.bytes()) + " bytes");
    }

    private void rectangle(double left, double top, double width, double height, String colour) {
        add(String.format(
                Locale.ROOT,
                "  <rect x=\"%.1f\" y=\"%.0f\" width=\"%.1f\" height=\"%.0f\" fill=\"%s\"/>",
                left,
                top,
                width,
                height,
                colour));
    }

    private void text(int left, int top, String anchor, String words) {
        add("  <text x=\"" + left + "\" y=\"" + top + "\" text-anchor=\"" + anchor + "\" fill=\"" + colours.text + "\">"
                + words + "</text>");
    }

    private void add(String line) {
        svg.append(line).append('\n');
    }

    private enum Colours {
        LIGHT("#f6f8fa", "#1f2328", List.of("#8250df", "#0969da", "#1a7f37", "#bf8700", "#cf222e", "#8c959f")),
        DARK("#161b22", "#f0f3f6", List.of("#a371f7", "#58a6ff", "#3fb950", "#d29922", "#f85149", "#6e7681"));

        private final String back;
        private final String text;
        private final List<String> parts;

        Colours(String back, String text, List<String> parts) {
            this.back = back;
            this.text = text;
            this.parts = parts;
        }
    }
}
