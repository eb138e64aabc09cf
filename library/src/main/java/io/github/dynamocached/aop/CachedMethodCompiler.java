package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.deferred.Handover;
import io.github.dynamocached.expression.Condition;
import io.github.dynamocached.expression.ExpressionCompiler;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.expression.Problems;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compiles the annotations of a method. Refuses those that cannot work, and says how to fix them. */
final class CachedMethodCompiler {

    private final CachePorts ports;
    private final ExpressionCompiler expressions;
    private final TransactionCompletion completion;
    private final boolean reads;
    private final FieldsCompiler fields;
    private final EntityEvictions entityEvictions;

    /**
     * A compiler.
     *
     * @param reads whether reads use the cache at all
     * @param entities what the other methods of a cache read
     */
    CachedMethodCompiler(
            CachePorts ports,
            ExpressionCompiler expressions,
            TransactionCompletion completion,
            boolean reads,
            CacheEntities entities) {
        this.ports = ports;
        this.expressions = expressions;
        this.completion = completion;
        this.reads = reads;
        this.fields = new FieldsCompiler(ports, entities);
        this.entityEvictions = new EntityEvictions(ports);
    }

    /**
     * Compiles the operations of a method.
     *
     * @throws MisuseException if they cannot work, with everything that is wrong with them
     */
    CachedMethod compile(Method method, Class<?> beanClass, Operations operations) {
        Problems problems = new Problems();
        Operations.Cached cached = operations.cached();
        Supplier<@Nullable CachedRead> read =
                problems.attempt(() -> cached == null ? null : read(cached, method, beanClass));
        List<CachedWrite> writes = new ArrayList<>();
        for (Operations.Evict evict : operations.evicts()) {
            AttributeCompiler attributes = attributes(evict.place(), method, beanClass, evict.source());
            problems.check(
                    () -> writes.add(writes(attributes, method, beanClass).compile(evict)));
        }
        for (Operations.Cached put : operations.puts()) {
            AttributeCompiler attributes = attributes(put.place(), method, beanClass, put.source());
            problems.check(
                    () -> writes.add(writes(attributes, method, beanClass).compile(put)));
        }
        problems.throwIfAny();
        List<CachedWrite> all = List.copyOf(writes);
        return new CachedMethod(read.get(), reads, all, later(method, beanClass, read.get(), all, operations.place()));
    }

    private @Nullable LaterMethod later(
            Method method, Class<?> beanClass, @Nullable CachedRead read, List<CachedWrite> writes, Place place) {
        Handover handover = Handover.of(method, beanClass);
        if (handover == null) {
            return null;
        }
        if (handover.isOfMany()) {
            requirePassesItemsOn(read, writes, place);
        }
        Executor executor = ports.asyncExecutor();
        LaterRead later = read == null ? null : new LaterRead(read, executor);
        return new LaterMethod(handover, later, reads, writes, executor);
    }

    /**
     * The items of a write go straight to its caller, so nobody has them all when the write ends.
     *
     * @throws MisuseException if something needs them all
     */
    private static void requirePassesItemsOn(@Nullable CachedRead read, List<CachedWrite> writes, Place place) {
        if (read != null && !writes.isEmpty()) {
            throw place.misuse(
                    "the method reads from a cache and evicts or puts, but its items arrive one by one. Return a"
                            + " Mono of a List, or split the method.");
        }
        for (CachedWrite write : writes) {
            Condition condition = write.condition();
            if (write instanceof CachedWrite.Evict evict
                    && (evict.keys().needsResult() || (condition != null && condition.needsResult()))) {
                throw place.misuse(
                        "key, keys or condition uses the result, but its items are handed on one by one and not"
                                + " kept. Use parameters, or return a Mono of a List.");
            }
        }
    }

    private CachedRead read(Operations.Cached cached, Method method, Class<?> beanClass) {
        AttributeCompiler attributes = attributes(cached.place(), method, beanClass, cached.source());
        SlotsCompiler slots = new SlotsCompiler(ports, fields, attributes, beanClass, entityEvictions);
        return new ReadCompiler(attributes, slots, method, beanClass).compile(cached);
    }

    private WriteCompiler writes(AttributeCompiler attributes, Method method, Class<?> beanClass) {
        SlotsCompiler slots = new SlotsCompiler(ports, fields, attributes, beanClass, entityEvictions);
        return new WriteCompiler(attributes, slots, completion, entityEvictions, method, beanClass);
    }

    /** Checks values before they are stored, also those of code. */
    EntityEvictions entityEvictions() {
        return entityEvictions;
    }

    private AttributeCompiler attributes(Place place, Method method, Class<?> beanClass, Method source) {
        return new AttributeCompiler(place, method, beanClass, source, expressions, ports.keyParts());
    }
}
