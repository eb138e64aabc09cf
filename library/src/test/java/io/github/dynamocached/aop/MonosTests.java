package io.github.dynamocached.aop;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.load.LoadContext;
import io.micrometer.context.ContextRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What is special about {@code Mono}: nothing happens before a subscription, and each subscription is a call. */
class MonosTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

    private final CachingTestApplication application =
            CachingTestApplication.start(InnerAdvice.class, Repository.class);
    private final Repository repository = application.bean(Repository.class);
    private final WatchedEntryStore store = application.store();

    @AfterEach
    void closeApplication() {
        application.close();
        TENANT.remove();
    }

    @Configuration(proxyBeanMethods = false)
    static class InnerAdvice {

        static final AtomicInteger CALLS = new AtomicInteger();

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static DefaultPointcutAdvisor counting() {
            NameMatchMethodPointcut flaky = new NameMatchMethodPointcut();
            flaky.setMappedName("flaky");
            MethodInterceptor counting = invocation -> {
                CALLS.incrementAndGet();
                return invocation.proceed();
            };
            DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(flaky, counting);
            advisor.setOrder(Ordered.LOWEST_PRECEDENCE);
            return advisor;
        }
    }

    static class Repository {

        private final ObjectProvider<Repository> self;
        private final AtomicInteger calls = new AtomicInteger();
        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final Mono<String> shared = Mono.fromSupplier(() -> "shared " + calls.incrementAndGet());
        private volatile CompletableFuture<String> load = new CompletableFuture<>();

        Repository(ObjectProvider<Repository> self) {
            this.self = self;
        }

        public int calls() {
            return calls.get();
        }

        public List<String> seen() {
            return seen;
        }

        public CompletableFuture<String> load() {
            return load;
        }

        @DynamoCached(cache = "items", key = "#id")
        public Mono<String> find(String id) {
            calls.incrementAndGet();
            return Mono.just("item " + id);
        }

        @DynamoCached(cache = "items", key = "#id")
        public Mono<String> same(String id) {
            return shared;
        }

        @DynamoCached(cache = "items", key = "#id")
        public Mono<String> throwing(String id) {
            return Mono.defer(() -> {
                throw new IllegalStateException("as it is");
            });
        }

        @DynamoCached(cache = "items", key = "#id")
        public Mono<String> flaky(String id) {
            return calls.incrementAndGet() < 3
                    ? Mono.error(new IllegalStateException("not yet"))
                    : Mono.just("at last");
        }

        @DynamoCached(cache = "items", key = "#id")
        public Mono<String> held(String id) {
            calls.incrementAndGet();
            return Mono.fromFuture(() -> load, true).doOnCancel(() -> seen.add("cancelled"));
        }

        @DynamoCached(cache = "items", key = "#id")
        public Mono<String> ofContext(String id) {
            return Mono.deferContextual(context -> {
                seen.add(context.getOrDefault("user", "nobody") + " " + TENANT.get());
                LoadContext load = context.getOrDefault(LoadContext.KEY, null);
                seen.add(load == null ? "no load" : "a load");
                return Mono.just("value");
            });
        }

        @DynamoCached(cache = "items", key = "#id")
        public Mono<String> nested(String id) {
            int depth = calls.incrementAndGet();
            return depth > 1
                    ? Mono.just("inner")
                    : Mono.delay(Duration.ofMillis(1), Schedulers.parallel())
                            .then(Mono.defer(() -> self.getObject().nested(id)));
        }

        @DynamoCached(cache = "items", key = "#id")
        @SuppressWarnings("NullAway") // It breaks the rule of Reactor that callers rely on.
        public Mono<String> nothing(String id) {
            calls.incrementAndGet();
            return null;
        }

        @DynamoEvict(cache = "items", key = "#id")
        public Mono<Void> save(String id) {
            return Mono.fromFuture(() -> load.thenApply(loaded -> null));
        }
    }

    private static <T> @Nullable T block(Mono<T> mono) {
        return mono.block(PATIENCE);
    }

    @Test
    void nothingHappensBeforeASubscription() {
        Mono<String> found = repository.find("1");
        assertThat(store.reads()).isEmpty();
        assertThat(repository.calls()).isZero();
        assertThat(block(found)).isEqualTo("item 1");
        assertThat(block(found)).isEqualTo("item 1");
        assertThat(repository.calls()).isEqualTo(1);
        assertThat(store.reads()).hasSize(2);
    }

    @Test
    void subscriptionAfterAnEvictionReadsAgain() {
        Mono<String> found = repository.same("1");
        assertThat(block(found)).isEqualTo("shared 1");
        repository.load().complete("written");
        block(repository.save("1"));
        assertThat(block(found)).isEqualTo("shared 2");
    }

    @Test
    void errorOfADeferredMonoComesAsItIs() {
        assertThatThrownBy(() -> block(repository.throwing("1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("as it is");
    }

    /** A second call of one invocation would go straight to the method, past all inner advice. */
    @Test
    void eachRetryGoesThroughAllInnerAdvice() {
        InnerAdvice.CALLS.set(0);
        assertThat(block(repository.flaky("1").retry(5))).isEqualTo("at last");
        assertThat(InnerAdvice.CALLS).hasValue(3);
        assertThat(repository.calls()).isEqualTo(3);
    }

    @Test
    void absentMonoIsAnAbsenceThatIsNotCached() {
        assertThat(block(repository.nothing("1"))).isNull();
        assertThat(block(repository.nothing("1"))).isNull();
        assertThat(repository.calls()).isEqualTo(2);
    }

    @Test
    void methodSeesTheContextOfItsSubscriberAndItsLoad() {
        ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", TENANT::get, TENANT::set, TENANT::remove);
        try {
            block(repository
                    .ofContext("1")
                    .contextWrite(context -> context.put("user", "ada").put("tenant", "blue")));
            assertThat(repository.seen()).containsExactly("ada blue", "a load");
            assertThat(TENANT.get()).isNull();
        } finally {
            boolean unused = ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
        }
    }

    /** The inner call is subscribed to on another thread, where no load is bound. */
    @Test
    void nestedCallOfTheSameKeyDoesNotWaitForItself() {
        assertThat(block(repository.nested("1"))).isEqualTo("inner");
        assertThat(repository.calls()).isEqualTo(2);
        assertThat(store.reads()).hasSize(2);
    }

    @Test
    void subscriberThatCancelsCancelsNobodyElse() {
        CompletableFuture<String> leader = repository.held("1").toFuture();
        await().until(() -> repository.calls() == 1);
        CompletableFuture<String> follower = repository.held("1").toFuture();
        leader.cancel(true);
        repository.load().complete("value");
        assertThat(await(follower)).isEqualTo("value");
        assertThat(repository.calls()).isEqualTo(1);
        assertThat(repository.seen()).isEmpty();
    }

    @Test
    void evictionComesBeforeTheCompletionOfAWrite() {
        assertThat(block(repository.find("1"))).isEqualTo("item 1");
        Mono<String> written = repository.save("1").then(Mono.defer(() -> repository.find("1")));
        repository.load().complete("written");
        assertThat(block(written)).isEqualTo("item 1");
        assertThat(repository.calls()).isEqualTo(2);
    }
}
