package io.github.dynamocached.benchmarks;

import io.github.dynamocached.CircuitState;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.EntryStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The rows of DynamoCached. */
final class OurSubjects {

    static final String ID = "product-4711";
    static final List<String> HUNDRED_IDS = IntStream.range(0, 100)
            .mapToObj(number -> "product-" + (4700 + number))
            .toList();

    private static final Runnable NOTHING_TO_CHECK = () -> {};
    private static final int KEYS_TO_EVICT = 1_000;
    private static final int ENOUGH_FAILURES = 40;

    private OurSubjects() {}

    static Subject fields() throws Throwable {
        return hits(Product.of(ID), products -> products.entity(ID));
    }

    static Subject blob() throws Throwable {
        return hits(ProductView.of(Product.of(ID)), products -> products.view(ID));
    }

    static Subject partial() throws Throwable {
        Product product = Product.of(ID);
        ConfigurableApplicationContext application = ProductsApplication.start(BenchmarkRedis.port());
        Products products = application.getBean(Products.class);
        products.entity(ID);
        ProductName expected = new ProductName(product.getName(), product.getBrand());
        return Subject.hits(application, expected, () -> products.name(ID));
    }

    static Subject hundred() throws Throwable {
        return hits(hundredProducts(), products -> products.entities(HUNDRED_IDS));
    }

    static Map<String, Product> hundredProducts() {
        Map<String, Product> products = new LinkedHashMap<>();
        HUNDRED_IDS.forEach(id -> products.put(id, Product.of(id)));
        return products;
    }

    static Subject negative() throws Throwable {
        return hits(null, products -> products.absent(ID));
    }

    static Subject stale() throws Throwable {
        ConfigurableApplicationContext application = ProductsApplication.start(BenchmarkRedis.port());
        Products products = application.getBean(Products.class);
        AutoCloseable resource = () -> {
            products.endRefresh();
            application.close();
        };
        products.stale(ID);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!products.isRefreshing()) {
            products.stale(ID);
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("The value is not refreshed, so it is not stale.");
            }
        }
        return Subject.hits(resource, Product.of(ID), () -> products.stale(ID));
    }

    private static Subject hits(@Nullable Object expected, CallOfProducts call) throws Throwable {
        ConfigurableApplicationContext application = ProductsApplication.start(BenchmarkRedis.port());
        Products products = application.getBean(Products.class);
        return Subject.hits(application, expected, () -> call.on(products));
    }

    /** Every call is for another key. The entries expire soon. */
    static Subject misses() throws Throwable {
        String prefix = System.nanoTime() + "-";
        AtomicLong calls = new AtomicLong();
        long loads = Loads.count();
        Runnable check = () -> {
            if (Loads.count() - loads != calls.get()) {
                throw new IllegalStateException("Some calls were hits.");
            }
        };
        return work(check, products -> products.written(prefix + calls.incrementAndGet()));
    }

    static Subject evictions() throws Throwable {
        AtomicLong calls = new AtomicLong();
        return work(NOTHING_TO_CHECK, products -> {
            products.write("product-" + calls.incrementAndGet() % KEYS_TO_EVICT);
            return null;
        });
    }

    /** A call while a real Redis hangs and the circuit breaker is open. */
    static Subject breakerOpen() throws Throwable {
        RedisServer redis = RedisServer.start();
        ConfigurableApplicationContext application = ProductsApplication.start(
                redis.port(), "dynamocached.redis.circuit-breaker.pause=1h", "dynamocached.redis.timeout=100ms");
        Products products = application.getBean(Products.class);
        products.conditional(ID, 11);
        redis.pause();
        for (int i = 0; i < ENOUGH_FAILURES; i++) {
            products.conditional(ID, 11);
        }
        AutoCloseable resource = () -> {
            redis.close();
            application.close();
        };
        return Subject.of(resource, () -> checkBreaker(application), () -> products.conditional(ID, 11));
    }

    private static void checkBreaker(ConfigurableApplicationContext application) {
        AtomicReference<CircuitState> reads = new AtomicReference<>();
        application.getBean(EntryStore.class).listen(new StoreListener() {
            @Override
            public void onCircuit(String commands, CircuitState state) {
                if (commands.equals("reads")) {
                    reads.set(state);
                }
            }
        });
        if (reads.get() != CircuitState.OPEN) {
            throw new IllegalStateException("The circuit breaker of reads is " + reads.get() + ", not open.");
        }
    }

    static Subject conditionFalse() throws Throwable {
        return work(NOTHING_TO_CHECK, products -> products.conditional(ID, 10));
    }

    static Subject proxied() throws Throwable {
        return work(NOTHING_TO_CHECK, products -> products.bare(ID, 10));
    }

    private static Subject work(Runnable check, CallOfProducts call) throws Throwable {
        ConfigurableApplicationContext application = ProductsApplication.start(BenchmarkRedis.port());
        Products products = application.getBean(Products.class);
        return Subject.of(application, check, () -> call.on(products));
    }

    private interface CallOfProducts {
        @Nullable
        Object on(Products products) throws Throwable;
    }
}
