package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.MisuseException;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows all mistakes in annotations and properties in one message instead of a stack trace. */
final class MisuseFailureAnalyzer extends AbstractFailureAnalyzer<MisuseException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MisuseException cause) {
        List<String> problems = cause.problems();
        String count = problems.size() == 1 ? "one mistake" : problems.size() + " mistakes";
        String description = problems.stream()
                .map(problem -> "    - " + problem)
                .collect(Collectors.joining("\n", "DynamoCached found " + count + ":\n\n", ""));
        return new FailureAnalysis(description, "Correct the annotations and properties listed above.", cause);
    }
}
