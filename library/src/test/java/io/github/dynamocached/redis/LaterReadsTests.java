package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.deferred.AsyncExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Publishers, executors and event loops of applications around reads whose values arrive later, on a real Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaterReadsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AnnotationConfigApplicationContext application =
            AsynchronousApplication.with(LaterReads.class, InnerAdvice.class, BoundedPool.class);
    private final LaterReads reads = application.getBean(LaterReads.class);

    @AfterAll
    void close() {
        application.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class InnerAdvice {

        static final AtomicInteger CALLS = new AtomicInteger();

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static DefaultPointcutAdvisor retrying() {
            MethodInterceptor retrying = invocation -> {
                CALLS.incrementAndGet();
                Mono<?> value = (Mono<?>) invocation.proceed();
                return value == null ? null : value.retry(2);
            };
            return inside(retrying, "retriedInside");
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static DefaultPointcutAdvisor counting() {
            MethodInterceptor counting = invocation -> {
                CALLS.incrementAndGet();
                return invocation.proceed();
            };
            return inside(counting, "retriedOutside");
        }

        private static DefaultPointcutAdvisor inside(MethodInterceptor advice, String method) {
            NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
            pointcut.setMappedName(method);
            DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(pointcut, advice);
            advisor.setOrder(Ordered.LOWEST_PRECEDENCE);
            return advisor;
        }
    }

    /** Few threads of the application, with the name that Spring Boot gives to its own. */
    @Configuration(proxyBeanMethods = false)
    static class BoundedPool {

        @Bean
        ThreadPoolTaskExecutor applicationTaskExecutor() {
            ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
            pool.setCorePoolSize(2);
            pool.setThreadNamePrefix("pool-of-application-");
            return pool;
        }
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private static String thread() {
        return Thread.currentThread().getName();
    }

    /** A subscription that blocked the event loop would wait for one that never comes. */
    @Test
    void twoSubscribersOnOneEventLoopMayWaitForEachOther() {
        String first = newId();
        String second = newId();
        Scheduler eventLoop = Schedulers.newSingle("event-loop");
        try {
            CompletableFuture<String> answer = new CompletableFuture<>();
            var unused = eventLoop.schedule(() -> {
                var firstCall = reads.findLazily(first).publishOn(eventLoop).subscribe(answer::complete);
                var secondCall = reads.findLazily(second)
                        .publishOn(eventLoop)
                        .subscribe(value -> reads.load(first).complete("after " + value));
                assertThat(firstCall.isDisposed() || secondCall.isDisposed()).isFalse();
                var unusedToo = eventLoop.schedule(() -> reads.load(second).complete("second"));
            });
            assertThat(await(answer)).isEqualTo("after second");
        } finally {
            eventLoop.dispose();
        }
    }

    @Test
    void tasksOfASmallPoolMayWaitForCachedCalls() {
        Executor pool = application.getBean(ThreadPoolTaskExecutor.class);
        List<CompletableFuture<String>> tasks = new ArrayList<>();
        for (int task = 0; task < 4; task++) {
            String id = newId();
            tasks.add(CompletableFuture.supplyAsync(
                    () -> reads.find(id).join() + " " + reads.findLazily(id).block(), pool));
            reads.load(id).completeAsync(() -> "value", pool);
        }
        assertThat(tasks).allSatisfy(task -> assertThat(await(task)).isEqualTo("value value"));
    }

    /** What follows a call runs on the executor of the library, and may wait there for other calls. */
    @Test
    void whatFollowsACallMayWaitForOtherCalls() {
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int call = 0; call < 20; call++) {
            String outer = newId();
            String inner = newId();
            reads.load(inner)
                    .completeAsync(() -> "inner", CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
            calls.add(reads.find(outer)
                    .thenApply(value -> value + " " + reads.find(inner).join()));
            reads.load(outer).completeAsync(() -> "outer");
        }
        assertThat(calls).allSatisfy(call -> assertThat(await(call)).isEqualTo("outer inner"));
    }

    @Test
    void callsAreAnsweredThoughTheExecutorRefusesThem() {
        AsyncExecutor closed = AsyncExecutor.withDefaults();
        closed.close();
        try (AnnotationConfigApplicationContext refusing = new AnnotationConfigApplicationContext()) {
            refusing.registerBean(AsyncExecutor.class, () -> closed);
            refusing.register(AsynchronousApplication.class, LaterReads.class);
            refusing.refresh();
            LaterReads refused = refusing.getBean(LaterReads.class);
            String id = newId();
            CompletableFuture<String> future = refused.find(id).thenApply(value -> value + " on " + thread());
            CompletableFuture<String> mono = refused.findLazily(id)
                    .map(value -> value + " on " + thread())
                    .toFuture();
            Awaitility.await().until(() -> refused.calls(id) == 2);
            assertThat(refused.load(id).complete("value")).isTrue();
            assertThat(await(future)).isEqualTo("value on dynamocached-refused");
            assertThat(await(mono)).isEqualTo("value on dynamocached-refused");
        }
    }

    @Test
    void hotPublisherLoadsEachKeyOfItsCallers() {
        String early = newId();
        String late = newId();
        CompletableFuture<String> waiting = reads.findHot(early).toFuture();
        CompletableFuture<String> leaving = reads.findHot(newId()).toFuture();
        Awaitility.await().until(() -> reads.source().currentSubscriberCount() == 2);
        leaving.cancel(true);
        assertThat(reads.source().tryEmitValue("hot").isSuccess()).isTrue();
        assertThat(await(waiting)).isEqualTo("hot");
        assertThat(reads.findHot(late).block(PATIENCE)).isEqualTo("hot");
        assertThat(reads.findHot(early).block(PATIENCE)).isEqualTo("hot");
        assertThat(reads.calls(early)).isEqualTo(1);
        assertThat(reads.calls(late)).isEqualTo(1);
    }

    @Test
    void retryOfTheMethodIsOneLoad() {
        String id = newId();
        assertThat(reads.retrying(id).block(PATIENCE)).isEqualTo("at last");
        assertThat(reads.retrying(id).block(PATIENCE)).isEqualTo("at last");
        assertThat(reads.calls(id)).isEqualTo(3);
    }

    @Test
    void retryOfAnInnerAdviceIsOneCallOfThatAdvice() {
        InnerAdvice.CALLS.set(0);
        String id = newId();
        assertThat(reads.retriedInside(id).block(PATIENCE)).isEqualTo("at last");
        assertThat(reads.retriedInside(id).block(PATIENCE)).isEqualTo("at last");
        assertThat(InnerAdvice.CALLS).hasValue(1);
        assertThat(reads.calls(id)).isEqualTo(3);
    }

    /** A second call of one invocation would go straight to the method, past all inner advice. */
    @Test
    void eachRetryOfACallerGoesThroughAllInnerAdvice() {
        InnerAdvice.CALLS.set(0);
        String id = newId();
        assertThat(reads.retriedOutside(id).retry(2).block(PATIENCE)).isEqualTo("at last");
        assertThat(InnerAdvice.CALLS).hasValue(3);
        assertThat(reads.calls(id)).isEqualTo(3);
    }

    /** Operators above the method's own see what it has written, and those of its caller do not. */
    @Test
    void contextIsWrittenFromBelowAndKeptAbove() {
        Mono<String> read = reads.ofContext(newId())
                .flatMap(value -> Mono.deferContextual(
                        context -> Mono.just(value + " for " + context.get("user") + context.getOrEmpty("role"))))
                .contextWrite(context -> context.put("user", "ada"));
        assertThat(read.block(PATIENCE)).isEqualTo("value for adaOptional.empty");
        assertThat(reads.seen()).containsExactly("ada as reader");
    }

    @Test
    void futureThatAsksForItsOwnKeyDoesNotWaitForItself() {
        String id = newId();
        assertThat(await(reads.nested(id))).isEqualTo("inner");
        assertThat(reads.calls(id)).isEqualTo(2);
    }

    @Test
    void monoThatAsksForItsOwnKeyDoesNotWaitForItself() {
        String id = newId();
        assertThat(reads.nestedLazily(id).block(PATIENCE)).isEqualTo("inner");
        assertThat(reads.calls(id)).isEqualTo(2);
    }

    /** Later callers do not wait for a load that its callers have given up. They begin another one, and it ends. */
    @Test
    void publisherThatNeverEndsCostsItsCallersTheirTimeoutsAlone() {
        String id = newId();
        Mono<String> impatient = reads.findSomeTime(id)
                .timeout(Duration.ofMillis(100))
                .onErrorResume(TimeoutException.class, late -> Mono.just("late"));
        Mono<List<String>> answers = Flux.interval(Duration.ofMillis(10))
                .take(100)
                .flatMap(call -> impatient)
                .collectList();
        assertThat(answers.block(PATIENCE)).hasSize(100).containsOnly("late");
        assertThat(reads.calls(id)).isBetween(2, 99);
        Awaitility.await().until(() -> reads.cancellations(id) == reads.calls(id));
        assertThat(reads.load(id).complete("at last")).isTrue();
        assertThat(reads.findSomeTime(id).block(PATIENCE)).isEqualTo("at last");
    }
}
