package io.github.dynamocached.dynamodb;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Failures;
import io.github.dynamocached.store.CacheWrites;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ClientType;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Evicts what writes make old, from the caches that are bound to the tables of the writes. The AWS SDK finds this interceptor
 * on the class path and adds it to every DynamoDB client of the JVM.
 *
 * <p>A write is announced before it is sent, if its cache is fenced. With a synchronous client the eviction is acknowledged
 * before the client returns. With an asynchronous one no thread waits: reads of the key on this node bypass the cache when the
 * future completes, and reads on other nodes may return the old value for one more round trip to Redis.
 *
 * <p>The request counts as it is sent, after the interceptors of the application. The result of a write and its exception are
 * never changed, and nothing is thrown here.
 */
public final class EvictingWrites implements ExecutionInterceptor {

    private static final Logger log = LoggerFactory.getLogger(EvictingWrites.class);

    /** Named at random, because the SDK refuses a second attribute of a name, as of this class in another class loader. */
    private static final ExecutionAttribute<RequestWrites> WRITES =
            new ExecutionAttribute<>("io.github.dynamocached.evictions." + UUID.randomUUID());

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    /** Created by the AWS SDK. */
    public EvictingWrites() {}

    @Override
    public void beforeMarshalling(Context.BeforeMarshalling context, ExecutionAttributes attributes) {
        if (TableWrites.areNone()
                || TableWrites.isWithoutEviction(attributes)
                || attributes.getAttribute(WRITES) != null) {
            return;
        }
        AwaitedWrite awaited = attributes.getAttribute(AwaitedWrite.MARK);
        if (awaited != null) {
            report(awaited, context.request());
            return;
        }
        try {
            boolean isEarly = TableWrites.areSomeStarting();
            Map<CacheWrites, Set<CacheKey>> keys = TableWrites.keysOf(context.request());
            if (isEarly || !keys.isEmpty()) {
                boolean waits = attributes.getAttribute(SdkExecutionAttribute.CLIENT_TYPE) == ClientType.SYNC;
                RequestWrites writes = new RequestWrites(keys, waits, isEarly);
                attributes.putAttribute(WRITES, writes);
                writes.awaitAnnouncement();
            }
        } catch (RuntimeException broken) {
            tell(broken);
        }
    }

    private static void report(AwaitedWrite awaited, SdkRequest request) {
        try {
            awaited.sentAs(request);
        } catch (RuntimeException broken) {
            tell(broken);
        }
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        AwaitedWrite awaited = attributes.getAttribute(AwaitedWrite.MARK);
        if (awaited != null) {
            awaited.sent();
        }
        with(attributes, RequestWrites::sent);
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        with(attributes, writes -> writes.succeeded(context.request()));
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        with(attributes, writes -> writes.failed(context.exception(), context.request()));
    }

    private static void with(ExecutionAttributes attributes, Consumer<RequestWrites> work) {
        RequestWrites writes = attributes.getAttribute(WRITES);
        if (writes == null) {
            return;
        }
        try {
            work.accept(writes);
        } catch (RuntimeException broken) {
            tell(broken);
        }
    }

    private static void tell(RuntimeException broken) {
        if (TOLD.compareAndSet(false, true)) {
            log.error(
                    "Evictions after an SDK write failed with {}. Entries may be old until they expire. Report this as a bug of"
                            + " DynamoCached. Further failures are logged at debug level.",
                    Failures.nameOf(broken));
        }
        log.debug("Evictions after an SDK write failed", broken);
    }
}
