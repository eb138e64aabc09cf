package io.github.dynamocached.expression;

import io.github.dynamocached.MisuseException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects problems, so that all of them are reported at once. Each problem is reported once. */
public final class Problems {

    private final Set<String> found = new LinkedHashSet<>();

    /**
     * Notes a problem.
     *
     * @param problem says where, what is wrong and what to do
     */
    public void add(String problem) {
        found.add(problem);
    }

    /**
     * Notes several problems.
     *
     * @param problems each says where, what is wrong and what to do
     */
    public void addAll(Collection<String> problems) {
        found.addAll(problems);
    }

    /**
     * Does something that may be refused, and collects the problems.
     *
     * @param work may throw a misuse, which is noted
     */
    public void check(Runnable work) {
        try {
            work.run();
        } catch (MisuseException refused) {
            addAll(refused.problems());
        }
    }

    /**
     * Makes something that may be refused, and collects the problems.
     *
     * @param <T> the type of what is made
     * @param work makes it, or throws a misuse, which is noted
     * @return gives what was made, or throws the same exception again
     */
    public <T extends @Nullable Object> Supplier<T> attempt(Supplier<T> work) {
        try {
            T made = work.get();
            return () -> made;
        } catch (MisuseException refused) {
            addAll(refused.problems());
            return () -> {
                throw refused;
            };
        }
    }

    /**
     * The same problems in the order of their texts, which begin with their places.
     *
     * @return other problems with the same texts
     */
    public Problems sorted() {
        Problems sorted = new Problems();
        found.stream().sorted().forEach(sorted::add);
        return sorted;
    }

    /**
     * The problems that were noted.
     *
     * @return the texts, in the order in which they were noted
     */
    public List<String> found() {
        return List.copyOf(found);
    }

    /**
     * Reports all problems.
     *
     * @throws MisuseException with all problems, if there are any
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new MisuseException(found());
        }
    }
}
