package io.github.dynamocached;

import java.util.List;

/** Part of an entity cannot be read as a type. Thrown at start, and says everything that is wrong. */
public final class RefusedFieldsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** What is wrong, each a text of its own. */
    private final String[] problems;

    /**
     * A refusal.
     *
     * @param problems what is wrong and what to do, each a text of its own; at least one
     */
    public RefusedFieldsException(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = problems.toArray(String[]::new);
    }

    /**
     * What is wrong and what to do.
     *
     * @return one text for each problem
     */
    public List<String> problems() {
        return List.of(problems);
    }
}
