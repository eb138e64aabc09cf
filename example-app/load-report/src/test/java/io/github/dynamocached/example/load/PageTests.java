package io.github.dynamocached.example.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class PageTests {

    private static final Pattern COLOUR = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");

    @BeforeAll
    static void prepare() {
        LoadReport.prepare();
    }

    @Test
    void thePageHasAPlaceForEachTable() throws Exception {
        Page page = new Page(Checkout.current().docs());

        LoadReport.tables(Plan.LONG, Samples.results()).forEach(page::replace);

        assertThatIllegalStateException()
                .isThrownBy(() -> page.replace("unknown", ""))
                .withMessageContaining("<!-- report: unknown -->");
    }

    @Test
    void onlyWhatIsBetweenTheCommentsIsReplaced(@TempDir Path docs) throws Exception {
        Path file = docs.resolve("load.md");
        Files.writeString(file, "before\n<!-- report: outage -->\nold\n<!-- end of report: outage -->\nafter\n");
        Page page = new Page(docs);
        page.replace("outage", "new\n");
        page.write();

        assertThat(file).hasContent("before\n<!-- report: outage -->\nnew\n<!-- end of report: outage -->\nafter\n");
    }

    @Test
    void thePicturesShowAllSeriesInTheColoursOfTheTheme() throws Exception {
        for (Theme theme : Theme.values()) {
            Charts charts = new Charts(Samples.results(), theme);
            Color[] series = theme.series();

            assertThat(colours(charts.latency(Samples.ADDED))).contains(series).contains(theme.text());
            assertThat(colours(charts.readUnits(Samples.ADDED))).contains(series[0], series[2]);
            assertThat(colours(charts.outage(Traffic.ZIPF))).contains(series[1], series[2]);
        }
    }

    /** What an SVG paints with. Fails if it is not XML, or has no title and description. */
    private static Color[] colours(String svg) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
        assertThat(document.getElementsByTagName("title").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("desc").getLength()).isEqualTo(1);
        return COLOUR.matcher(svg)
                .results()
                .map(found -> new Color(number(found, 1), number(found, 2), number(found, 3)))
                .toArray(Color[]::new);
    }

    private static int number(MatchResult found, int group) {
        return Integer.parseInt(found.group(group));
    }

    @Test
    void anUnknownLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadReport.main(new String[] {"short"}))
                .withMessageContaining("Use quick or long");
        assertThatIllegalArgumentException().isThrownBy(() -> LoadReport.main(new String[] {"long", "wrote"}));
    }
}
