package io.github.dynamocached.streams;

import io.github.dynamocached.TableBinding;
import io.github.dynamocached.store.EntryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Builds a {@link StreamsEvictor}. It is not for several threads. */
public final class StreamsEvictorBuilder {

    private static final Duration HOLD_OFF = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EntryStore store;
    private final List<TableBinding> bindings = new ArrayList<>();
    private UnaryOperator<List<?>> keyParts = UnaryOperator.identity();
    private Duration holdOff = HOLD_OFF;
    private Duration patience = PATIENCE;
    private boolean answersPartially;

    StreamsEvictorBuilder(EntryStore store) {
        this.store = store;
    }

    /**
     * Binds a cache to a table. A table may have several caches, and a cache several tables.
     *
     * @param table the name or the ARN of the table
     * @param cache the name of the cache
     * @param attributes the names of the attributes whose values make the key, in order, at least one. If they are not all part
     *     of the table's primary key, then the stream needs the view {@code NEW_AND_OLD_IMAGES}
     * @return this builder
     * @throws IllegalArgumentException if a name is blank, or there is no attribute, or one is named twice
     */
    public StreamsEvictorBuilder bind(String table, String cache, String... attributes) {
        return bind(new TableBinding(table, cache, List.of(attributes)));
    }

    /**
     * Binds a cache to a table.
     *
     * @param binding with its attributes, because entities are not known here
     * @return this builder
     * @throws IllegalArgumentException if the binding has no attributes
     */
    public StreamsEvictorBuilder bind(TableBinding binding) {
        if (binding.attributes().isEmpty()) {
            throw new IllegalArgumentException("The binding of cache '" + binding.cache() + "' to table '"
                    + binding.tableName() + "' names no attribute. Name the attributes that make its key, for example"
                    + " bind(\"users\", \"users\", \"id\").");
        }
        bindings.add(binding);
        return this;
    }

    /**
     * Converts the parts of keys, if the readers of the caches have a {@code KeyConverter} for texts, numbers or bytes. Other
     * applications do not need this.
     *
     * @param conversion gets the values of the attributes in order, each a String, a {@code BigDecimal} or bytes, and returns the
     *     parts of the key. It is called by many threads and must not block. If it throws, all keys of the cache are evicted
     * @return this builder
     */
    public StreamsEvictorBuilder keyParts(UnaryOperator<List<?>> conversion) {
        keyParts = conversion;
        return this;
    }

    /**
     * How long reads of an evicted key are consistent, because DynamoDB may still return the old item to others.
     *
     * @param length at least zero, default 2 seconds. Use the largest {@code hold-off} of the caches
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public StreamsEvictorBuilder holdOff(Duration length) {
        if (length.isNegative()) {
            throw new IllegalArgumentException("The hold-off of a StreamsEvictor is negative. Use zero or more.");
        }
        holdOff = length;
        return this;
    }

    /**
     * How long evictions of a batch are repeated that Redis does not acknowledge. This includes the time to connect at the
     * first call.
     *
     * @param length more than zero, default 10 seconds. The timeout of a Lambda function has to be longer
     * @return this builder
     * @throws IllegalArgumentException if it is zero or negative
     */
    public StreamsEvictorBuilder patience(Duration length) {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException(
                    "The patience of a StreamsEvictor is not positive. Use a second or more.");
        }
        patience = length;
        return this;
    }

    /**
     * Lets {@link StreamsEvictor#handle} answer with the records that were not evicted instead of throwing. Lambda then repeats
     * only the part of the batch that begins with the first of them.
     *
     * <p>Use this only if the event source mapping has {@code FunctionResponseTypes: [ReportBatchItemFailures]}. Without that,
     * Lambda ignores the answer, and the records are never evicted. The function cannot notice this.
     *
     * @return this builder
     */
    public StreamsEvictorBuilder partialResponses() {
        answersPartially = true;
        return this;
    }

    /**
     * Builds the evictor.
     *
     * @return the evictor, which has nothing to close
     * @throws IllegalArgumentException if no cache is bound
     */
    public StreamsEvictor build() {
        if (bindings.isEmpty()) {
            throw new IllegalArgumentException("A StreamsEvictor without bindings evicts nothing. Bind a cache to a"
                    + " table, for example bind(\"users\", \"users\", \"id\").");
        }
        return new StreamsEvictor(
                new StreamRecords(bindings, keyParts),
                new RepeatedEvictions(store, holdOff, patience),
                patience,
                answersPartially);
    }
}
