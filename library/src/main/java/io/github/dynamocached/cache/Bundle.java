package io.github.dynamocached.cache;

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
 * One command for each of many slots or keys, sent together and waited for by the calling thread. One whose command
 * failed, or was not answered in time and is given up, has no answer.
 */
final class Bundle {

    /** So many commands leave as one; more of them would keep others waiting. */
    static final int MOST_TOGETHER = 100;

    private Bundle() {}

    /**
     * Sends commands and waits for their answers.
     *
     * @param places each once
     * @param command sends that of a place to the given store
     * @param budget for all of them
     * @return the answers by place, in the order of the places
     */
    static <K, T extends @Nullable Object> Map<K, T> answers(
            EntryStore store, List<K> places, BiFunction<EntryStore, K, CompletionStage<T>> command, Duration budget) {
        Map<K, CompletableFuture<T>> answers = new LinkedHashMap<>();
        for (int first = 0; first < places.size(); first += MOST_TOGETHER) {
            List<K> part = places.subList(first, Math.min(first + MOST_TOGETHER, places.size()));
            store.together(bundled ->
                    part.forEach(place -> answers.put(place, Ports.sent(() -> command.apply(bundled, place)))));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.values().toArray(new CompletableFuture<?>[0]));
        boolean unused = TimedWait.succeeds(all.handle((done, failure) -> true), budget);
        Map<K, T> answered = new LinkedHashMap<>();
        answers.forEach((place, answer) -> {
            if (!answer.completeExceptionally(new TimeoutException()) && !answer.isCompletedExceptionally()) {
                answered.put(place, answer.join());
            }
        });
        return answered;
    }
}
