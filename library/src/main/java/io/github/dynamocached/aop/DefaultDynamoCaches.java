package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CheckedCall;
import io.github.dynamocached.DynamoCache;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.EntryState;
import io.github.dynamocached.Observed;
import io.github.dynamocached.TypedDynamoCache;
import io.github.dynamocached.TypedDynamoEntry;
import io.github.dynamocached.VariantState;
import io.github.dynamocached.WarmUp;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.load.Observation;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.warmup.WarmUps;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;

/** Programmatic access to the entries of annotated methods. */
record DefaultDynamoCaches(CachesInCode caches, WarmUps warmUps) implements DynamoCaches {

    @Override
    public DynamoCache cache(String name) {
        return new Cache(caches, caches.cache(name));
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> Observed<T> observeChecked(CheckedCall<T, X> call)
            throws X {
        try (Observation observation = Observation.begin()) {
            T value = call.call();
            return new Observed<>(value, observation.reads());
        }
    }

    @Override
    public <K> WarmUp<K> warmUp(Iterable<? extends K> keys) {
        return warmUps.prepare(keys);
    }

    private record Cache(CachesInCode caches, ReadThroughCache cache) implements DynamoCache {

        @Override
        public String name() {
            return cache.settings().name();
        }

        @Override
        public <T> TypedDynamoCache<T> of(Class<T> type) {
            return typed(type);
        }

        @Override
        public <T> TypedDynamoCache<T> of(ParameterizedTypeReference<T> type) {
            return typed(type.getType());
        }

        private <T> TypedDynamoCache<T> typed(Type type) {
            return new TypedCache<>(caches, caches.typed(cache, type, null, null));
        }

        @Override
        public boolean evict(Object... keyParts) {
            return caches.writes(cache).evict(caches.key(cache, keyParts));
        }

        @Override
        public boolean evictAll() {
            return caches.writes(cache).evictAll();
        }

        @Override
        public EntryState look(Object... keyParts) {
            return caches.look(caches.key(cache, keyParts));
        }

        @Override
        public String toString() {
            return "cache '" + name() + "'";
        }
    }

    private record TypedCache<T>(CachesInCode caches, TypedRead read) implements TypedDynamoCache<T> {

        @Override
        public TypedDynamoCache<T> ttl(Duration ttl) {
            return new TypedCache<>(caches, caches.typed(read.cache(), read.type(), ttl, read.window()));
        }

        @Override
        public TypedDynamoCache<T> staleWhileRevalidate(Duration window) {
            return new TypedCache<>(caches, caches.typed(read.cache(), read.type(), read.ttl(), window));
        }

        @Override
        public TypedDynamoEntry<T> entry(Object... keyParts) {
            return new TypedEntry<>(caches, read, Parts.of(caches, read.cache(), keyParts), null);
        }

        @Override
        public String toString() {
            return read.toString();
        }
    }

    /**
     * One entry.
     *
     * @param variant what selects the variant, null for the value without one
     */
    record TypedEntry<T>(
            CachesInCode caches,
            TypedRead read,
            Parts key,
            @Nullable Parts variant) implements TypedDynamoEntry<T> {

        @Override
        public TypedDynamoEntry<T> variant(Object... parts) {
            return new TypedEntry<>(caches, read, key, Parts.of(caches, read.cache(), parts));
        }

        private TypedRead.Values values() {
            TypedRead.Stored stored = caches.read(read);
            return variant == null ? stored.plain() : stored.ofVariant();
        }

        private Slot slotOf(TypedRead.Values values) {
            return values.slot(key.key(), variant == null ? null : variant.key());
        }

        /** Whether the objects that the key was made of still make this key. */
        boolean isStillOfItsParts() {
            return key.areStill(caches) && (variant == null || variant.areStill(caches));
        }

        @Override
        @SuppressWarnings("unchecked")
        public <X extends Exception> Optional<T> readChecked(CheckedCall<? extends @Nullable T, X> loader) throws X {
            TypedRead.Values values = values();
            return Optional.ofNullable(
                    (T) caches.<X>read(read.cache(), values, slotOf(values), new Loader(loader, this)));
        }

        @Override
        public <X extends Exception> Optional<T> putChecked(CheckedCall<? extends @Nullable T, X> write) throws X {
            TypedRead.Values values = values();
            return caches.writes(read.cache()).<T, X>put(values, slotOf(values), write, this);
        }

        @Override
        public boolean evict() {
            return caches.writes(read.cache()).evict(key.key());
        }

        @Override
        public VariantState look() {
            TypedRead.Values values = values();
            String text = slotOf(values).variant();
            EntryFormat format = values.codec().format();
            return caches.look(key.key())
                    .variant(text)
                    .map(state -> state.readAs(format.id()))
                    .orElseGet(() -> VariantState.none(text, 0, false));
        }

        @Override
        public String toString() {
            return "entry of " + read;
        }
    }

    /**
     * The parts of a key or a variant.
     *
     * @param given the parts, which may be objects that change later
     * @param key their key when the entry was made
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Parts(ReadThroughCache cache, @Nullable Object @Nullable [] given, CacheKey key) {

        static Parts of(CachesInCode caches, ReadThroughCache cache, @Nullable Object @Nullable [] given) {
            return new Parts(cache, given, caches.key(cache, given));
        }

        /** Whether the parts still make the same key. */
        boolean areStill(CachesInCode caches) {
            try {
                return caches.key(cache, given).equals(key);
            } catch (RuntimeException | Error noKey) {
                return false;
            }
        }
    }

    /**
     * Loads an entry, now or in a refresh.
     *
     * @param call loads the value
     */
    private record Loader(CheckedCall<?, ?> call, TypedEntry<?> entry) implements BlockingLoader {

        @Override
        public @Nullable Object load() throws Exception {
            return call.call();
        }

        @Override
        public boolean isFor(Slot slot) {
            return entry.isStillOfItsParts();
        }

        @Override
        public BlockingLoader forRefresh() {
            return this;
        }
    }
}
