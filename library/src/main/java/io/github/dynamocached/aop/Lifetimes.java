package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.expression.Problems;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long the values of annotated methods live, compared with other values of the same entries.
 *
 * @param methods the methods
 */
record Lifetimes(AnnotatedMethods methods) {

    /** Whether all methods are known. */
    boolean areKnown() {
        return methods.isStarted();
    }

    /**
     * The lifetime that the methods give to the values that code reads.
     *
     * @param prefix the variant, or what it begins with
     * @param ofVariant whether the slots have a variant of their own
     * @return empty if no method stores there
     * @throws MisuseException if the methods do not agree
     */
    Optional<Lifetime> sharedWith(TypedRead asked, String prefix, boolean ofVariant) {
        List<ResultSlots> sharing = slots().filter(slots -> slots.cache() == asked.cache()
                        && slots.variantPrefix().equals(prefix)
                        && (slots.variant() != null) == ofVariant)
                .toList();
        List<Lifetime> lifetimes =
                sharing.stream().map(ResultSlots::lifetime).distinct().toList();
        if (lifetimes.size() > 1) {
            throw new MisuseException(asked.place() + ": it shares entries with "
                    + sharing.stream()
                            .map(slots -> slots.place().method())
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ", which do not agree on how long values live. Call ttl and staleWhileRevalidate to choose.");
        }
        return lifetimes.stream().findFirst();
    }

    /**
     * Finds partial reads whose results may come from entities that live longer. A result of a method is never older than
     * that method says.
     */
    void findConflicts(Problems problems) {
        List<ResultSlots> entities = slots().filter(ResultSlots::areEntities)
                .filter(Predicate.not(ResultSlots::arePartial))
                .toList();
        slots().filter(ResultSlots::arePartial)
                .forEach(part -> entities.stream()
                        .filter(entity -> entity.cache() == part.cache()
                                && entity.key().shape().meets(part.key().shape())
                                && entity.lifetime().isLongerThan(part.lifetime()))
                        .findFirst()
                        .ifPresent(entity -> problems.add(part.place() + ": its results may come from the entries of "
                                + entity.place().method() + ", which live longer: " + entity.lifetime() + " there, "
                                + part.lifetime()
                                + " here. Set the same ttl and staleWhileRevalidate here, or remove fields.")));
    }

    /** The lifetimes of the values that methods store in a cache. */
    List<MethodLifetime> in(String cacheName) {
        return slots().filter(slots -> slots.cache().settings().name().equals(cacheName))
                .map(slots -> new MethodLifetime(
                        slots.place().method(),
                        "@" + slots.place().annotation(),
                        slots.lifetime().ttl(),
                        slots.lifetime().staleWhileRevalidate()))
                .toList();
    }

    private Stream<ResultSlots> slots() {
        return methods.all().stream()
                .map(AnnotatedMethod::compiledOrNull)
                .flatMap(compiled -> compiled == null ? Stream.empty() : compiled.slots());
    }
}
