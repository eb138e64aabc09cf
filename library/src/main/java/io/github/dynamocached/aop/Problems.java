package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers problems, so that everything that is wrong shows at once. Each problem is told once. */
final class Problems {

    private final Set<String> found = new LinkedHashSet<>();

    void add(String problem) {
        found.add(problem);
    }

    void addAll(Collection<String> problems) {
        found.addAll(problems);
    }

    /** Does something that may be refused, and remembers the refusal. */
    void check(Runnable work) {
        try {
            work.run();
        } catch (MisuseException refused) {
            addAll(refused.problems());
        }
    }

    /**
     * Makes something that may be refused, and remembers the refusal.
     *
     * @return gives what was made, or throws the refusal again
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
     * Ends the gathering.
     *
     * @throws MisuseException with all problems, if there are any
     */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new MisuseException(found());
        }
    }
}
