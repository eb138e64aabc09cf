package io.github.dynamocached.cache;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.load.AsyncBatchLoader;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The ways in which a cached value is read. */
enum ReadDoor {
    SINGLE {
        @Override
        Outcome read(ReadThroughCache cache, Slot slot, BlockingLoader loader) throws Throwable {
            return cache.read(WHOLE, slot, loader);
        }
    },
    ASYNCHRONOUS {
        @Override
        Outcome read(ReadThroughCache cache, Slot slot, BlockingLoader loader) {
            return Stages.await(cache.readAsync(WHOLE, slot, () -> loaded(loader), Runnable::run));
        }
    },
    BATCH {
        @Override
        Outcome read(ReadThroughCache cache, Slot slot, BlockingLoader loader) throws Throwable {
            Map<Slot, Outcome> outcomes =
                    cache.readAll(WHOLE, List.of(slot), slots -> Map.of(slot, Optional.ofNullable(loader.load())));
            return Objects.requireNonNull(outcomes.get(slot));
        }
    },
    ASYNCHRONOUS_BATCH {
        @Override
        Outcome read(ReadThroughCache cache, Slot slot, BlockingLoader loader) {
            AsyncBatchLoader one = new BlockingBatch(slots -> Map.of(slot, Optional.ofNullable(loader.load())));
            return Stages.await(cache.readAllAsync(
                    WHOLE, List.of(slot), one, Runnable::run, outcomes -> Objects.requireNonNull(outcomes.get(slot))));
        }
    },
    /** Of what the full entity gives, or a value of its own. */
    PART {
        @Override
        Outcome read(ReadThroughCache cache, Slot slot, BlockingLoader loader) throws Throwable {
            return cache.read(PART_OF_ENTITY, new Slot(slot.key(), "Card"), loader);
        }
    };

    private static final ReadOperation WHOLE = OutboxFixture.OPERATION;
    private static final ReadOperation PART_OF_ENTITY = new ReadOperation("Users.card(String)", new CardCodec(), null);

    private static final class CardCodec implements ValueCodec {

        private final EntryFormat format =
                EntryFormat.blobOrProjection("Card", "1", EntryFormat.fields("User", "1", List.of("name")));

        @Override
        public EntryFormat format() {
            return format;
        }

        @Override
        public byte[] @Nullable [] encode(Object value) {
            byte[] @Nullable [] text = new TextCodec().encode(value);
            return new byte[] @Nullable [] {text[0], null};
        }

        @Override
        public Object decode(byte[] @Nullable [] fields) {
            return new TextCodec().decode(fields);
        }
    }

    private static CompletionStage<@Nullable Object> loaded(BlockingLoader loader) {
        return new Blocking(loader).load();
    }

    abstract Outcome read(ReadThroughCache cache, Slot slot, BlockingLoader loader) throws Throwable;
}
