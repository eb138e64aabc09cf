package io.github.dynamocached;

import java.util.List;

/**
 * Annotations that cannot be worked with. Thrown at the start of the application, with everything that was found, and by
 * a call whose expressions fail. Neither its message nor its cause holds a key or a value.
 */
public final class MisuseException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * One problem.
     *
     * @param problem where it is, what is wrong and what to do
     */
    public MisuseException(String problem) {
        this(List.of(problem));
    }

    /**
     * Several problems.
     *
     * @param problems at least one
     */
    public MisuseException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * What was found: each problem says where it is, what is wrong and what to do.
     *
     * @return at least one problem
     */
    public List<String> problems() {
        return problems == null ? List.of(String.valueOf(getMessage())) : problems;
    }
}
