package io.github.dynamocached.cache;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/**
 * One command for each of many slots, sent together and waited for by the calling thread. A slot whose command failed, or
 * was not answered in time and is given up, has no answer.
 */
final class Bundle {

    /** So many commands leave as one; more of them would keep others waiting. */
    static final int MOST_TOGETHER = 100;

    private Bundle() {}

    /**
     * Sends commands and waits for their answers.
     *
     * @param command sends that of a slot to the given store
     * @param budget for all of them
     * @return the answers by slot, in the order of the slots
     */
    static <T> Map<Slot, T> answers(
            EntryStore store,
            List<Slot> slots,
            BiFunction<EntryStore, Slot, CompletionStage<T>> command,
            Duration budget) {
        Map<Slot, CompletableFuture<T>> answers = new LinkedHashMap<>();
        for (int first = 0; first < slots.size(); first += MOST_TOGETHER) {
            List<Slot> part = slots.subList(first, Math.min(first + MOST_TOGETHER, slots.size()));
            store.together(bundled ->
                    part.forEach(slot -> answers.put(slot, Ports.sent(() -> command.apply(bundled, slot)))));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.values().toArray(new CompletableFuture<?>[0]));
        boolean unused = TimedWait.succeeds(all.handle((done, failure) -> true), budget);
        Map<Slot, T> answered = new LinkedHashMap<>();
        answers.forEach((slot, answer) -> {
            if (!answer.completeExceptionally(new TimeoutException()) && !answer.isCompletedExceptionally()) {
                answered.put(slot, answer.join());
            }
        });
        return answered;
    }
}
