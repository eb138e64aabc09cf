package io.github.dynamocached.redis;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.aop.EnableDynamoCaching;
import io.github.dynamocached.cache.ControlledEntryStore;
import io.github.dynamocached.codec.ResultCodecs;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.dynamodb.SchemaEntityKeys;
import io.github.dynamocached.layout.Scripts;
import io.github.dynamocached.store.EntityKeys;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.ValueCodecs;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application over a real Redis whose single commands a test holds. */
@Configuration(proxyBeanMethods = false)
@EnableDynamoCaching(proxyTargetClass = true)
class AsynchronousApplication {

    /** Starts it with more components. */
    static AnnotationConfigApplicationContext with(Class<?>... components) {
        AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
        application.register(AsynchronousApplication.class);
        application.register(components);
        application.refresh();
        return application;
    }

    @Bean
    ControlledEntryStore store() {
        return new ControlledEntryStore(new RedisEntryStore(Connections.shared(), Scripts.load()));
    }

    @Bean
    LoadLock lock() {
        return new RedisLoadLock(Connections.shared());
    }

    @Bean
    Budgets budgets() {
        return new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    /** Callers wait for one load however slow the machine is. */
    @Bean
    CacheSettings items() {
        return CacheSettings.named("items").lockWait(Duration.ofSeconds(30)).build();
    }

    /** A fence that is still there when a test looks. */
    @Bean
    CacheSettings fenced() {
        return CacheSettings.named("fenced")
                .consistency(Consistency.FENCED)
                .fence(Duration.ofMinutes(1))
                .build();
    }

    /** In a fenced cache a put stores nothing until the server is older than a fence. */
    @Bean
    CacheSettings puts() {
        return CacheSettings.named("puts")
                .consistency(Consistency.STRICT)
                .fence(Duration.ofMinutes(1))
                .build();
    }

    /** Evictions that are to be repeated are repeated soon. */
    @Bean
    CacheSettings strict() {
        return CacheSettings.named("strict")
                .consistency(Consistency.STRICT)
                .fence(Duration.ofMillis(50))
                .build();
    }

    /** A load is given up soon. */
    @Bean
    CacheSettings impatient() {
        return CacheSettings.named("impatient")
                .lockWait(Duration.ofMillis(200))
                .lockLease(Duration.ofMillis(250))
                .build();
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
    EntityKeys keys(EntitySchemas schemas) {
        return new SchemaEntityKeys(schemas);
    }
}
