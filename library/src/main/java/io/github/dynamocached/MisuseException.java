package io.github.dynamocached;

import java.util.List;

/**
 * Thrown if annotations or settings cannot work: at the start of the application with all problems at once, and by a call
 * whose expressions fail. Neither its message nor its cause contains a key or a value.
 */
public final class MisuseException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * One problem.
     *
     * @param problem the place, what is wrong and what to do
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
     * The problems. Each names the place, what is wrong and what to do.
     *
     * @return at least one problem
     */
    public List<String> problems() {
        return problems == null ? List.of(String.valueOf(getMessage())) : problems;
    }
}
