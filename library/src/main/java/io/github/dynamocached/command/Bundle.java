package io.github.dynamocached.command;

import io.github.dynamocached.store.EntryStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One command for each of many slots or keys, sent together. One whose command failed, or was not answered in time and is
 * given up, has no answer.
 *
 * @param <K> the type of the places
 * @param <T> the type of the answers
 */
public final class Bundle<K, T extends @Nullable Object> {

    /** More commands at once would make others wait. */
    static final int MOST_TOGETHER = 100;

    private final Map<K, CompletableFuture<T>> answers = new LinkedHashMap<>();

    private Bundle() {}

    /**
     * Sends commands, and blocks no thread.
     *
     * @param <K> the type of the places
     * @param <T> the type of the answers
     * @param ports where the commands go
     * @param budget for all of them
     * @param places each once
     * @param command sends that of a place to the given store
     * @return the answers by place, in the order of the places. The future never fails
     */
    public static <K, T extends @Nullable Object> CompletableFuture<Map<K, T>> answersWithin(
            Duration budget, Ports ports, List<K> places, BiFunction<EntryStore, K, CompletionStage<T>> command) {
        Bundle<K, T> bundle = sent(ports.store(), places, command);
        CompletableFuture<Boolean> all = bundle.all();
        ports.timing().limit(all, budget.toNanos());
        return all.handle((done, late) -> bundle.answered());
    }

    private static <K, T extends @Nullable Object> Bundle<K, T> sent(
            EntryStore store, List<K> places, BiFunction<EntryStore, K, CompletionStage<T>> command) {
        Bundle<K, T> bundle = new Bundle<>();
        for (int first = 0; first < places.size(); first += MOST_TOGETHER) {
            List<K> part = places.subList(first, Math.min(first + MOST_TOGETHER, places.size()));
            store.together(bundled ->
                    part.forEach(place -> bundle.answers.put(place, Ports.sent(() -> command.apply(bundled, place)))));
        }
        return bundle;
    }

    private CompletableFuture<Boolean> all() {
        return CompletableFuture.allOf(answers.values().toArray(new CompletableFuture<?>[0]))
                .handle((done, failure) -> true);
    }

    /** What is answered by now. The rest is given up. */
    private Map<K, T> answered() {
        Map<K, T> answered = new LinkedHashMap<>();
        answers.forEach((place, answer) -> {
            if (!answer.completeExceptionally(new TimeoutException()) && !answer.isCompletedExceptionally()) {
                answered.put(place, answer.join());
            }
        });
        return answered;
    }
}
