package io.github.dynamocached.example.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Checks pages with axe-core: the rules of WCAG 2.2 at levels A and AA, and axe's best practices. */
public final class Accessibility {

    private static final String RUN = """
            axe.run(document, {
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
              resultTypes: ['violations'],
            }).then(result => ({
              passes: result.passes.length,
              violations: result.violations.map(rule =>
                  rule.id + ': ' + rule.help + ' at ' + rule.nodes.map(node => node.target.join(' ')).join(', ')),
            }))""";

    private Accessibility() {}

    /** A sentence for each rule that the page of a tab breaks. */
    public static List<String> violations(Tab tab) {
        tab.evaluate(axe() + "; null");
        JsonNode result = tab.evaluate(RUN);
        if (result.get("passes").asInt() == 0) {
            throw new IllegalStateException("axe has checked nothing.");
        }
        return StreamSupport.stream(result.get("violations").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static String axe() {
        try (InputStream script = Accessibility.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
