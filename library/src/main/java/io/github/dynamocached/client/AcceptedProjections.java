package io.github.dynamocached.client;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The projections that DynamoDB has accepted on this node. Before that a projection must not be cut out of an item: DynamoDB would
 * refuse a reserved word or a placeholder that is not used, and the cache would not.
 *
 * <p>If an application makes up a new text for each read, the texts that are known are forgotten now and then, and are accepted
 * again.
 */
final class AcceptedProjections {

    private static final int CAPACITY = 10_000;

    private final ConcurrentMap<Projection.Text, Projection> accepted = new ConcurrentHashMap<>();

    /** The projection of a text, null if DynamoDB has not accepted it yet. */
    @Nullable
    Projection find(Projection.Text text) {
        return text.isEmpty() ? Projection.WHOLE : accepted.get(text);
    }

    /** DynamoDB has answered a read with this text, and did not refuse it. */
    void accept(Projection.Text text) {
        if (text.isEmpty() || accepted.containsKey(text)) {
            return;
        }
        if (accepted.size() >= CAPACITY) {
            accepted.clear();
        }
        accepted.put(text, Projection.of(text));
    }

    /** How many texts are known. */
    int size() {
        return accepted.size();
    }
}
