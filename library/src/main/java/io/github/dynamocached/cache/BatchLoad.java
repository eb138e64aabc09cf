package io.github.dynamocached.cache;

import io.github.dynamocached.Failures;
import io.github.dynamocached.WorkTracing;
import io.github.dynamocached.command.Bundle;
import io.github.dynamocached.load.LoadContext;
import io.github.dynamocached.load.LoadReads;
import io.github.dynamocached.store.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call of a method that loads many slots, and the fill of those that are leased. */
final class BatchLoad {

    private final CacheCore cache;
    private final BatchClaims claims;
    private final BatchCall call;
    private final CompletableFuture<Result> ended = new CompletableFuture<>();

    /**
     * How it ended.
     *
     * @param values what was loaded
     * @param failure what the loader threw, null if it did not
     */
    record Result(
            Map<Slot, Optional<Object>> values, @Nullable Throwable failure) {}

    BatchLoad(CacheCore cache, BatchClaims claims, BatchCall call) {
        this.cache = cache;
        this.claims = claims;
        this.call = call;
    }

    /**
     * Loads where the caller goes on, and then fills within the budget of a call.
     *
     * @param slots what is loaded, leased or not
     * @param consistent whether reads that can be consistent have to be
     * @return never fails
     */
    CompletableFuture<Result> load(List<Slot> slots, boolean consistent) {
        call.caller().execute(() -> start(slots, consistent));
        return ended;
    }

    private void start(List<Slot> slots, boolean consistent) {
        if (call.caller().hasLeft()) {
            fail(new CancellationException("The caller has left"));
            return;
        }
        long began = now();
        LoadContext context = LoadContext.begin(slots, consistent, call.within());
        WorkTracing.Work work = cache.listeners().beginLoad(cache.settings().name());
        try {
            CompletableFuture<@Nullable Object> running =
                    context.call(work, () -> call.loader().load(slots)).toCompletableFuture();
            call.caller().loading(running);
            CompletableFuture<?> unused = running.whenComplete(
                    (arrived, failure) -> end(slots, arrived, ended(work, failure), context, began));
        } catch (Throwable failure) {
            end(slots, null, ended(work, failure), context, began);
        }
    }

    private static @Nullable Throwable ended(WorkTracing.Work work, @Nullable Throwable thrown) {
        Throwable failure = thrown == null ? null : Failures.unwrapped(thrown);
        work.end(failure);
        return failure;
    }

    private long now() {
        return cache.ports().timing().nanos();
    }

    private void end(
            List<Slot> slots, @Nullable Object arrived, @Nullable Throwable failure, LoadContext context, long began) {
        LoadReads reads = context.end();
        long nanos = now() - began;
        call.caller().goOn(() -> {
            cache.tellOfCost(reads);
            cache.listeners().onLoad(cache.settings().name(), failure == null, nanos);
            if (failure != null) {
                fail(failure);
                return;
            }
            try {
                Map<Slot, Optional<Object>> values = call.loader().valuesOf(arrived, slots);
                fill(values, judged(values, reads, began, nanos));
            } catch (Throwable broken) {
                fail(broken);
            }
        });
    }

    private void fail(Throwable failure) {
        claims.release(List.copyOf(claims.leased()));
        boolean unused = ended.complete(new Result(Map.of(), failure));
    }

    private Map<Slot, Loaded> judged(Map<Slot, Optional<Object>> values, LoadReads reads, long began, long nanos) {
        Map<Slot, Loaded> loaded = new HashMap<>();
        values.forEach((slot, found) -> {
            Object value = found.orElse(null);
            boolean ofAnotherSlot = !call.loader().isFor(slot);
            boolean storable = call.loader().isStorable(value);
            LoadReads part = reads.part(loaded.size(), values.size());
            loaded.put(slot, new Loaded(value, null, storable, ofAnotherSlot, part, began, nanos));
        });
        return loaded;
    }

    private void fill(Map<Slot, Optional<Object>> values, Map<Slot, Loaded> loaded) {
        List<Slot> leased = List.copyOf(claims.leased());
        claims.release(leased.stream().filter(slot -> !loaded.containsKey(slot)).toList());
        CompletableFuture<Map<Slot, Answer>> fills = Bundle.answersWithin(
                cache.ports().budgets().call().minusNanos(now() - call.budget().beginFills(now())),
                cache.ports(),
                leased.stream().filter(loaded::containsKey).toList(),
                (store, slot) -> {
                    Loaded one = Objects.requireNonNull(loaded.get(slot));
                    return claims.fillOf(slot, store).fill(one, one.began());
                });
        CompletableFuture<?> unused = call.arrived(fills)
                .thenAccept(answers -> ended.complete(new Result(withoutEnded(values, answers), null)));
    }

    /** An item that has ended by the clock of the server is absent for the caller too. */
    private static Map<Slot, Optional<Object>> withoutEnded(
            Map<Slot, Optional<Object>> values, Map<Slot, Answer> answers) {
        Map<Slot, Optional<Object>> left = new HashMap<>(values);
        answers.forEach((slot, answer) -> {
            if (answer.isAbsence()) {
                left.put(slot, Optional.empty());
            }
        });
        return left;
    }
}
