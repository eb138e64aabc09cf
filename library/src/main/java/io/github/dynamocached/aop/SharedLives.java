package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How long the values of annotated methods live, for whoever stores into the same entries. */
final class SharedLives {

    private final AnnotatedMethods methods;

    SharedLives(AnnotatedMethods methods) {
        this.methods = methods;
    }

    /** Whether all methods are known. */
    boolean areKnown() {
        return methods.isStarted();
    }

    /**
     * The life that the methods give to values in such slots.
     *
     * @param prefix the variant, or what it begins with
     * @param ofVariant whether the slots have a variant of their own
     * @return empty if no method stores there
     * @throws MisuseException if they say different things
     */
    Optional<Lifetime> find(TypedRead asked, String prefix, boolean ofVariant) {
        List<AnnotatedMethod> sharing = methods.all().stream()
                .filter(method -> slotsOf(method).anyMatch(slots -> isShared(slots, asked, prefix, ofVariant)))
                .toList();
        List<Lifetime> lives = sharing.stream()
                .flatMap(SharedLives::slotsOf)
                .filter(slots -> isShared(slots, asked, prefix, ofVariant))
                .map(ResultSlots::lifetime)
                .distinct()
                .toList();
        if (lives.size() > 1) {
            throw new MisuseException(asked.place() + ": it shares entries with "
                    + sharing.stream()
                            .map(method -> method.operations().place().method())
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ", whose values do not live equally long. Call ttl and staleWhileRevalidate with those that are"
                    + " meant.");
        }
        return lives.stream().findFirst();
    }

    private static boolean isShared(ResultSlots slots, TypedRead asked, String prefix, boolean ofVariant) {
        return slots.cache() == asked.cache()
                && slots.variantPrefix().equals(prefix)
                && (slots.variant() != null) == ofVariant;
    }

    private static Stream<ResultSlots> slotsOf(AnnotatedMethod method) {
        CachedMethod compiled = method.compiledOrNull();
        List<ResultSlots> slots = new ArrayList<>();
        if (compiled != null) {
            CachedResult read = compiled.read();
            if (read != null) {
                slots.add(read.slots());
            }
            compiled.writes().stream()
                    .filter(CachedPut.class::isInstance)
                    .map(write -> ((CachedPut) write).slots())
                    .forEach(slots::add);
        }
        return slots.stream();
    }
}
