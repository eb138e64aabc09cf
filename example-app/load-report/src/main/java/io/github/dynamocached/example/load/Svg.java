package io.github.dynamocached.example.load;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.internal.chartpart.IChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Writes a chart as SVG, with a title and a description for those who do not see it. Its texts are shapes. */
final class Svg {

    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final int DECIMALS = 1;

    private Svg() {}

    static String of(IChart chart, String title, String description) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setPrecision(DECIMALS);
        context.setComment("");
        SVGGraphics2D graphics = new SVGGraphics2D(context, true);
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        Element root = graphics.getRoot();
        root.setAttribute("width", String.valueOf(chart.getWidth()));
        root.setAttribute("height", String.valueOf(chart.getHeight()));
        root.setAttribute("viewBox", "0 0 " + chart.getWidth() + " " + chart.getHeight());
        root.setAttribute("role", "img");
        root.setAttribute("aria-labelledby", "title description");
        describe(root, "desc", "description", description);
        describe(root, "title", "title", title);
        StringWriter svg = new StringWriter();
        try {
            graphics.stream(root, svg, true, false);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return withoutDocumentType(svg.toString());
    }

    /** Readers of XML would fetch the document type from the network. */
    private static String withoutDocumentType(String svg) {
        return svg.substring(svg.indexOf("<svg"));
    }

    private static void describe(Element root, String element, String id, String words) {
        Element described = root.getOwnerDocument().createElementNS(NAMESPACE, element);
        described.setAttribute("id", id);
        described.setTextContent(words);
        root.insertBefore(described, root.getFirstChild());
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException failure) {
            throw new IllegalStateException("This Java cannot make XML documents.", failure);
        }
    }
}
