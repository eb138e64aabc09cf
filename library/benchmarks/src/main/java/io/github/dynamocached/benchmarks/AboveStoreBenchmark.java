package io.github.dynamocached.benchmarks;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.aop.EnableDynamoCaching;
import io.github.dynamocached.codec.ResultCodecs;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.dynamodb.SchemaEntityKeys;
import io.github.dynamocached.store.EntityKeys;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The cost of a call without Redis: hits from a store that answers at once and allocates nothing, calls that a condition
 * keeps from the cache, and the same method behind a proxy that does nothing.
 */
public class AboveStoreBenchmark extends HitBenchmark {

    private AnnotationConfigApplicationContext application;
    private Shelf shelf;
    private Shelf proxied;
    private Customer customer;
    private ValueCodec entities;
    private byte[] @Nullable [] fields;

    /** Starts the application and fills its caches. */
    @Setup
    public void start() {
        application = new AnnotationConfigApplicationContext(Application.class);
        shelf = application.getBean(Shelf.class);
        ProxyFactory factory = new ProxyFactory(new Shelf());
        factory.setProxyTargetClass(true);
        factory.addAdvice((org.aopalliance.intercept.MethodInterceptor) invocation -> invocation.proceed());
        proxied = (Shelf) factory.getProxy();
        customer = new Customer(ID, true);
        entities = application.getBean(ValueCodecs.class).codecOf(Product.class);
        fields = entities.encode(Product.of(ID));
    }

    /** Stops the application. */
    @TearDown
    public void stop() {
        application.close();
    }

    /** The method behind a proxy with one interceptor that goes on at once. */
    @Benchmark
    public Product bareProxied() {
        return proxied.entity(ID);
    }

    /** An entity with a field per attribute. Its key is all parameters. */
    @Benchmark
    public Product entity() {
        return shelf.entity(ID);
    }

    /** The part of that which decodes the attributes. */
    @Benchmark
    public Object entityDecoded() {
        return entities.decode(fields);
    }

    /** A record as one field of JSON, with a key expression. */
    @Benchmark
    public ProductView view() {
        return shelf.view(ID);
    }

    /** A short text as one field of JSON. */
    @Benchmark
    public Optional<String> name() {
        return shelf.name(ID);
    }

    /** An entity whose key is a property of an argument. */
    @Benchmark
    public Optional<String> nameByProperty() {
        return shelf.nameByProperty(customer);
    }

    /** An entity whose key is a list of two values. */
    @Benchmark
    public Optional<String> nameByList() {
        return shelf.nameByList("north", ID);
    }

    /** An entity whose key needs the expression language. */
    @Benchmark
    public Optional<String> nameByMethod() {
        return shelf.nameByMethod(ID);
    }

    /** A condition that compares an argument with null. */
    @Benchmark
    public Product conditionOnNull() {
        return shelf.unlessNull(null);
    }

    /** A condition that is an argument. */
    @Benchmark
    public Product conditionOnArgument() {
        return shelf.ifCached(ID, false);
    }

    /** A condition with a property and an operator. */
    @Benchmark
    public Product conditionOnProperty() {
        return shelf.unlessGuest(customer);
    }

    /** A condition that needs the expression language. */
    @Benchmark
    public Product conditionOnMethod() {
        return shelf.ifLong(ID);
    }

    /** Who asks. */
    public record Customer(String id, boolean guest) {}

    /** The methods that are called. */
    static class Shelf {

        private static final Product PRODUCT = Product.of(ID);

        @DynamoCached(cache = "entities")
        Product entity(String id) {
            return PRODUCT;
        }

        @DynamoCached(cache = "views", key = "#id")
        ProductView view(String id) {
            return ProductView.of(PRODUCT);
        }

        @DynamoCached(cache = "names", key = "#id")
        Optional<String> name(String id) {
            return Optional.of("Kettle with a long spout");
        }

        @DynamoCached(cache = "names", key = "#customer.id")
        Optional<String> nameByProperty(Customer customer) {
            return Optional.of("Kettle with a long spout");
        }

        @DynamoCached(cache = "listed", key = "{#shop, #id}")
        Optional<String> nameByList(String shop, String id) {
            return Optional.of("Kettle with a long spout");
        }

        @DynamoCached(cache = "names", key = "#id.substring(1)")
        Optional<String> nameByMethod(String id) {
            return Optional.of("Kettle with a long spout");
        }

        @DynamoCached(cache = "entities", key = "#id", condition = "#id != null")
        Product unlessNull(@Nullable String id) {
            return PRODUCT;
        }

        @DynamoCached(cache = "entities", key = "#id", condition = "#cached")
        Product ifCached(String id, boolean cached) {
            return PRODUCT;
        }

        @DynamoCached(cache = "entities", key = "#customer.id", condition = "!#customer.guest")
        Product unlessGuest(Customer customer) {
            return PRODUCT;
        }

        @DynamoCached(cache = "entities", key = "#id", condition = "#id.length() > 20")
        Product ifLong(String id) {
            return PRODUCT;
        }
    }

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableDynamoCaching(proxyTargetClass = true)
    static class Application {

        @Bean
        Shelf shelf() {
            return new Shelf();
        }

        @Bean
        EntryStore store() {
            return new FilledStore();
        }

        @Bean
        LoadLock lock() {
            return new FreeLock();
        }

        @Bean
        EntitySchemas schemas() {
            return new EntitySchemas(List.of());
        }

        @Bean
        ValueCodecs codecs(EntitySchemas schemas) {
            return new ResultCodecs(schemas, List.of());
        }

        @Bean
        EntityKeys entityKeys(EntitySchemas schemas) {
            return new SchemaEntityKeys(schemas);
        }
    }
}
