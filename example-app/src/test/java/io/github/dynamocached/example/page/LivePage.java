package io.github.dynamocached.example.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.example.browser.Tab;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The live page in a tab, as its reader knows it. */
final class LivePage implements AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

    private final Tab tab;
    private final String address;

    LivePage(Tab tab, int port) {
        this.tab = tab;
        address = "http://localhost:" + port;
        tab.go(address + "/");
        await().untilAsserted(() -> assertThat(tab.text("#state-connection")).contains("live"));
    }

    Tab tab() {
        return tab;
    }

    void startTraffic(String pattern) {
        tab.click("[name=pattern][value=" + pattern + "]");
        tab.click("#traffic-start");
        await().untilAsserted(() -> assertThat(tab.text("#traffic-state")).contains("200 reads a second"));
    }

    void stopTraffic() {
        tab.click("#traffic-stop");
        await().untilAsserted(() -> assertThat(tab.text("#traffic-state")).startsWith("No traffic."));
    }

    /** The first number of a chart's headline. Before the first reads there is a dash, which counts as 0. */
    double headline(String chart) {
        Matcher number =
                NUMBER.matcher(tab.text("#chart-" + chart + " .headline").replace("p50", ""));
        return number.find() ? Double.parseDouble(number.group()) : 0;
    }

    /** The figures beside a chart, in the order in which they stand. */
    List<String> figures(String chart) {
        JsonNode texts = tab.evaluate(
                "[...document.querySelectorAll('#chart-%s .legend :is(dd, tbody td)')].map(figure => figure.innerText)"
                        .formatted(chart));
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    /** Whether the canvas of a chart has a line in the colour of a variable of the page's styles. */
    boolean draws(String chart, String colour) {
        return tab.evaluate("""
                (() => {
                  const canvas = document.querySelector('#chart-%s canvas');
                  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {willReadFrequently: true});
                  copy.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--%s').trim();
                  copy.fillRect(0, 0, 1, 1);
                  const [red, green, blue] = copy.getImageData(0, 0, 1, 1).data;
                  copy.clearRect(0, 0, 1, 1);
                  copy.drawImage(canvas, 0, 0);
                  const {data} = copy.getImageData(0, 0, canvas.width, canvas.height);
                  let found = 0;
                  for (let i = 0; i < data.length; i += 4) {
                    if (data[i] === red && data[i + 1] === green && data[i + 2] === blue && data[i + 3] === 255) {
                      found++;
                    }
                  }
                  return found > 10;
                })()""".formatted(chart, colour)).asBoolean();
    }

    /** Records the seconds from now on, apart from what the page shows of them. */
    void recordTicks() {
        tab.evaluate("""
                window.ticks = [];
                new EventSource('/page/live').addEventListener('tick', event => ticks.push(JSON.parse(event.data)));
                null""");
    }

    List<JsonNode> ticks() {
        return StreamSupport.stream(tab.evaluate("ticks").spliterator(), false).toList();
    }

    void awaitText(String selector, String text, Duration patience) {
        await().atMost(patience)
                .untilAsserted(() -> assertThat(tab.text(selector)).contains(text));
    }

    /** Nothing on the console, and no request to another server. */
    void assertQuiet() {
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.requests()).isNotEmpty().allMatch(request -> request.startsWith(address));
    }

    @Override
    public void close() {
        tab.close();
    }
}
