package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects problems, so that all of them are reported at once. Each problem is reported once. */
final class Problems {

    private final Set<String> found = new LinkedHashSet<>();

    void add(String problem) {
        found.add(problem);
    }

    void addAll(Collection<String> problems) {
        found.addAll(problems);
    }

    /** Does something that may be refused, and collects the problems. */
    void check(Runnable work) {
        try {
            work.run();
        } catch (MisuseException refused) {
            addAll(refused.problems());
        }
    }

    /**
     * Makes something that may be refused, and collects the problems.
     *
     * @return gives what was made, or throws the same exception again
     */
    <T extends @Nullable Object> Supplier<T> attempt(Supplier<T> work) {
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

    /** The same problems in the order of their texts, which begin with their places. */
    Problems sorted() {
        Problems sorted = new Problems();
        found.stream().sorted().forEach(sorted::add);
        return sorted;
    }

    List<String> found() {
        return List.copyOf(found);
    }

    /**
     * Reports all problems.
     *
     * @throws MisuseException with all problems, if there are any
     */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new MisuseException(found());
        }
    }
}
