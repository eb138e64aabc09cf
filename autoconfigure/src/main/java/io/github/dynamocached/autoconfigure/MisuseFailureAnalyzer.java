package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.MisuseException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Shows all mistakes in annotations and properties in one message instead of a stack trace. It adds to each property where it is
 * set, whatever part of the library has found the mistake.
 */
final class MisuseFailureAnalyzer extends AbstractFailureAnalyzer<MisuseException> {

    private final PropertyPlaces places;

    /**
     * Created by Boot.
     *
     * @param environment null if the application failed before it had one
     */
    MisuseFailureAnalyzer(@Nullable Environment environment) {
        this.places = environment instanceof ConfigurableEnvironment configurable
                ? PropertyPlaces.of(configurable)
                : PropertyPlaces.none();
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MisuseException cause) {
        List<String> problems = cause.problems();
        String count = problems.size() == 1 ? "one mistake" : problems.size() + " mistakes";
        String description = problems.stream()
                .map(problem -> "    - " + located(problem))
                .collect(Collectors.joining("\n", "DynamoCached found " + count + ":\n\n", ""));
        String action = problems.stream()
                .map(problem -> "    - " + DocsPage.of(problem).address())
                .distinct()
                .collect(Collectors.joining(
                        "\n", "Correct what is listed above. These pages describe what is accepted:\n\n", ""));
        return new FailureAnalysis(description, action, cause);
    }

    /** A problem whose place, up to the first colon, names also the file and line. */
    private String located(String problem) {
        int end = problem.indexOf(": ");
        return end < 0 ? problem : places.located(problem.substring(0, end)) + problem.substring(end);
    }
}
