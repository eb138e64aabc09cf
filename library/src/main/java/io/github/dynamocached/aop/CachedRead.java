package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.expression.Call;
import io.github.dynamocached.expression.Condition;
import io.github.dynamocached.expression.KeysArgument;
import io.github.dynamocached.load.BatchLoader;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.store.Slot;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the calls of one method are answered. */
sealed interface CachedRead {

    /** Where the values are stored. */
    ResultSlots slots();

    /** Whether the cache is used, null for always. */
    @Nullable
    Condition condition();

    /** Which values are not stored, null for none. */
    @Nullable
    Condition unless();

    /** Answers a call from the cache or by the method. */
    @Nullable
    Object read(Call call) throws Throwable;

    /** Answers a call by the method alone. */
    @Nullable
    Object bypass(Call call) throws Throwable;

    /** Whether a call uses the cache. */
    default boolean uses(Call call) {
        Condition condition = condition();
        return condition == null || condition.holds(call);
    }

    /** Whether what a call has returned is stored. */
    default boolean stores(Call returned) {
        Condition unless = unless();
        return unless == null || !unless.holds(returned);
    }

    /**
     * Whether a call still reads a slot, as its arguments and the current thread are now. An expression that fails by now
     * says no.
     */
    default boolean isStillFor(Slot slot, Call call) {
        if (condition() == null && !slots().mayChange()) {
            return true;
        }
        try {
            return uses(call) && slots().slotFor(call).equals(slot);
        } catch (RuntimeException | Error failure) {
            Logger log = LoggerFactory.getLogger(CachedRead.class);
            log.debug("A key cannot be computed again", failure);
            return false;
        }
    }

    /**
     * The read of one value by one method.
     *
     * @param result what the method returns
     */
    record OfOne(
            ResultSlots slots,
            ResultType result,
            @Nullable Condition condition,
            @Nullable Condition unless) implements CachedRead {

        @Override
        public @Nullable Object read(Call call) throws Throwable {
            if (!uses(call)) {
                return excluded(call);
            }
            CacheKey key = slots.keyFor(call);
            String variant = slots.variantFor(call);
            Outcome kept = slots.cache().openReads().kept(slots.operation(), key, variant);
            Object value = (kept == null ? ask(new Slot(key, variant), call) : kept).value();
            return result.accepts(value) ? result.wrap(value) : call.proceed();
        }

        private Outcome ask(Slot slot, Call call) throws Throwable {
            return slots.cache().read(slots.operation(), slot, new MethodLoader(call));
        }

        /** What the method returns is no load of the cache, so nothing of the call is timed, and its result stays as it is. */
        private @Nullable Object excluded(Call call) throws Throwable {
            Object returned = call.proceed();
            slots.cache().excluded(result.unwrap(returned));
            return returned;
        }

        @Override
        public @Nullable Object bypass(Call call) throws Throwable {
            return result.wrap(
                    slots.cache().bypass(() -> result.unwrap(call.proceed())).value());
        }

        /**
         * Calls the method. What is not stored is decided within the load. So an expression that fails ends the load like an
         * exception of the method: the caller sees it, and nothing is left behind.
         */
        private final class MethodLoader implements BlockingLoader {

            private final Call call;
            private boolean storable = true;

            MethodLoader(Call call) {
                this.call = call;
            }

            @Override
            public @Nullable Object load() throws Throwable {
                Object value = result.unwrap(call.proceed());
                call.returned(value);
                storable = stores(call);
                return value;
            }

            @Override
            public boolean isStorable(@Nullable Object value) {
                return storable;
            }

            @Override
            public boolean isFor(Slot slot) {
                return isStillFor(slot, call);
            }

            @Override
            public @Nullable BlockingLoader forRefresh() {
                Call again = call.again();
                return again == null ? null : new MethodLoader(again);
            }
        }
    }

    /**
     * The read of many values by one method, which is called with only the keys that are not cached.
     *
     * @param keys the argument that holds the keys
     * @param result what the method returns
     */
    record OfMany(
            ResultSlots slots,
            KeysArgument keys,
            BatchResult result,
            @Nullable Condition condition,
            @Nullable Condition unless)
            implements CachedRead {

        @Override
        public @Nullable Object read(Call call) throws Throwable {
            List<@Nullable Object> given = KeysArgument.elementsOf(call.arguments()[keys.index()]);
            if (given == null || !uses(call)) {
                return bypass(call);
            }
            Batch batch = Batch.of(given, call, slots);
            Map<Slot, Outcome> outcomes =
                    slots.cache().readAll(slots.operation(), batch.slots(), new BatchMethodLoader(call, batch));
            return result.of(batch, outcomes);
        }

        /** Reports no outcome: which value belongs to which key is not known here. */
        @Override
        public @Nullable Object bypass(Call call) throws Throwable {
            return call.proceed();
        }

        /** The values in what the method has returned for some slots. */
        Map<Slot, Optional<Object>> valuesOf(@Nullable Object returned, List<Slot> asked, Call call, Batch batch) {
            return slots.mayChange()
                    ? valuesByPresentKeys(returned, asked, call, batch)
                    : result.valuesOf(returned, asked, batch.variant(), call);
        }

        /**
         * Finds the values by the keys as they are now, because by these the method has named them. A value that does not
         * belong to its slot any more is returned, and not stored.
         */
        private Map<Slot, Optional<Object>> valuesByPresentKeys(
                @Nullable Object returned, List<Slot> asked, Call call, Batch batch) {
            String variant = slots.variantFor(call);
            Map<Slot, Slot> byPresentSlot = new LinkedHashMap<>();
            for (Slot slot : asked) {
                Call element = call.at(batch.distinct().get(slot));
                byPresentSlot.put(slots.slotFor(element, slots.key(), variant), slot);
            }
            Map<Slot, Optional<Object>> values = new HashMap<>();
            result.valuesOf(returned, List.copyOf(byPresentSlot.keySet()), variant, call)
                    .forEach((present, value) -> values.put(byPresentSlot.getOrDefault(present, present), value));
            return values;
        }

        /** Calls the method with the keys of what is to be loaded. */
        private final class BatchMethodLoader implements BatchLoader {

            private final Call call;
            private final Batch batch;

            BatchMethodLoader(Call call, Batch batch) {
                this.call = call;
                this.batch = batch;
            }

            @Override
            public Map<Slot, Optional<Object>> load(List<Slot> asked) throws Throwable {
                Call some = call.with(keys.index(), keys.with(batch.elementsOf(asked)));
                return valuesOf(some.proceed(), asked, call, batch);
            }

            private Call at(Slot slot) {
                return call.at(batch.distinct().get(slot));
            }

            @Override
            public boolean isFor(Slot slot) {
                return isStillFor(slot, at(slot));
            }

            @Override
            public boolean isStorable(@Nullable Object value) {
                call.returned(value);
                return stores(call);
            }

            @Override
            public @Nullable BatchLoader forRefresh() {
                Call again = call.again();
                return again == null ? null : new BatchMethodLoader(again, batch);
            }
        }
    }
}
