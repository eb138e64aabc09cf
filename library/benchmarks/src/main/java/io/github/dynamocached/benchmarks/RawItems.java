package io.github.dynamocached.benchmarks;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.aop.EnableDynamoCaching;
import io.github.dynamocached.codec.ItemCodec;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.dynamodb.SchemaEntityKeys;
import io.github.dynamocached.store.EntityKeys;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An annotated method that returns an item as the SDK has it. Applications need a codec of their own for that, as here. */
class RawItems {

    private static final Map<String, AttributeValue> ITEM =
            TableSchema.fromBean(Product.class).itemToMap(Product.of(HitBenchmark.ID), true);

    @DynamoCached(cache = "items")
    Map<String, AttributeValue> item(String id) {
        return ITEM;
    }

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableDynamoCaching(proxyTargetClass = true)
    static class Application {

        @Bean
        RawItems items() {
            return new RawItems();
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
        EntityKeys entityKeys() {
            return new SchemaEntityKeys(new EntitySchemas(List.of()));
        }

        @Bean
        ValueCodecs codecs() {
            return new ItemCodecs();
        }
    }

    /** All values are items. */
    private static final class ItemCodecs implements ValueCodecs {

        private final ValueCodec items =
                ItemCodec.of(CacheSettings.named("items").build());

        @Override
        public ValueCodec codecOf(Type type) {
            return items;
        }

        @Override
        public ValueCodec blobOf(Type type) {
            return items;
        }

        @Override
        public ValueCodec projectionOf(Type type, Class<?> entity, List<String> attributes) {
            throw new IllegalArgumentException("Items have no projections.");
        }
    }
}
