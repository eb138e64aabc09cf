package io.github.dynamocached;

import java.util.List;

/** The listed fields of an entity cannot be read as a type. Thrown at start with all problems at once. */
public final class RefusedFieldsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** What is wrong, each a text of its own. */
    private final String[] problems;

    /**
     * Creates the exception.
     *
     * @param problems what is wrong and what to do, one text for each problem; at least one
     */
    public RefusedFieldsException(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = problems.toArray(String[]::new);
    }

    /** {@return what is wrong and what to do, one text for each problem} */
    public List<String> problems() {
        return List.of(problems);
    }
}
