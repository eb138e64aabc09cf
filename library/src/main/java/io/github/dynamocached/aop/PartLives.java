package io.github.dynamocached.aop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long the results of reads of some attributes live, compared with the entities that they may come from: a result of a
 * method is never older than that method says.
 */
final class PartLives {

    private final List<Read> parts = new ArrayList<>();
    private final List<Read> entities = new ArrayList<>();

    private record Read(Place place, ResultSlots slots) {

        Duration ttl() {
            return slots.lifetime().ttl();
        }

        Duration oldest() {
            return ttl().plus(slots.lifetime().staleWhileRevalidate());
        }
    }

    void add(AnnotatedMethod method) {
        CachedMethod compiled = method.compiledOrNull();
        if (compiled == null) {
            return;
        }
        CachedOperation cached = method.operations().cached();
        CachedResult read = compiled.read();
        if (cached != null && read != null) {
            add(cached.place(), read.slots());
        }
        for (CachedWrite write : compiled.writes()) {
            if (write instanceof CachedPut put) {
                add(put.outcomes().place(), put.slots());
            }
        }
    }

    private void add(Place place, ResultSlots slots) {
        Read read = new Read(place, slots);
        if (slots.operation().isOfPart()) {
            parts.add(read);
        } else if (slots.areEntities()) {
            entities.add(read);
        }
    }

    void findConflicts(Problems problems) {
        for (Read part : parts) {
            Read older = olderThan(part);
            if (older != null) {
                problems.add(part.place() + ": its results may come from the entries of "
                        + older.place().method() + ", which live longer: "
                        + older.slots().lifetime() + " there, "
                        + part.slots().lifetime()
                        + " here. Let this method's results live as long, or leave fields out.");
            }
        }
    }

    private @Nullable Read olderThan(Read part) {
        return entities.stream()
                .filter(entity -> entity.slots().cache() == part.slots().cache()
                        && entity.slots().key().shape().meets(part.slots().key().shape()))
                .filter(entity -> entity.ttl().compareTo(part.ttl()) > 0
                        || entity.oldest().compareTo(part.oldest()) > 0)
                .findFirst()
                .orElse(null);
    }
}
