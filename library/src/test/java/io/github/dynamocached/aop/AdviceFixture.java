package io.github.dynamocached.aop;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.aspectj.lang.JoinPoint;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.AfterReturning;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.EnableAspectJAutoProxy;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PostFilter;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** An application with the advice of others around its cached methods: security, retry, transactions, threads, aspects. */
final class AdviceFixture {

    private AdviceFixture() {}

    interface Documents {

        String find(String id);

        String findOpen(String id);

        String findOwn(String id);

        List<String> readers(String id);

        /** Spring's retry looks for its annotation on the method that is called. */
        @Retryable(maxRetries = 2, delay = 1)
        void write(String id);

        void writeLater(String id);

        Map<String, String> findAll(Collection<String> ids);
    }

    /** What happened, in order. */
    static class Notes {

        private final List<String> notes = new CopyOnWriteArrayList<>();

        void add(String note) {
            notes.add(note);
        }

        List<String> taken() {
            List<String> taken = List.copyOf(notes);
            notes.clear();
            return taken;
        }

        List<String> all() {
            return notes;
        }
    }

    static class Repository implements Documents {

        private final Notes notes;
        private final CountDownLatch mayWrite = new CountDownLatch(1);
        private int writes;

        Repository(Notes notes) {
            this.notes = notes;
        }

        /** Who calls, as the method sees it. */
        private static String caller() {
            Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
            return authentication == null ? "nobody" : authentication.getName();
        }

        @Override
        @PreAuthorize("hasRole('READER')")
        @Transactional
        @DynamoCached("documents")
        public String find(String id) {
            notes.add("find " + id + " by " + caller()
                    + (TransactionSynchronizationManager.isActualTransactionActive() ? " in a transaction" : ""));
            return "text of " + id;
        }

        @Override
        @DynamoCached(cache = "documents", key = "'open ' + #id")
        public String findOpen(String id) {
            notes.add("findOpen by " + caller());
            return "open text of " + id;
        }

        @Override
        @PostAuthorize("returnObject == authentication.name")
        @DynamoCached("owners")
        public String findOwn(String id) {
            notes.add("findOwn " + id);
            return "ann";
        }

        @Override
        @PostFilter("filterObject == authentication.name")
        @DynamoCached("readers")
        public List<String> readers(String id) {
            notes.add("readers " + id);
            return new ArrayList<>(List.of("ann", "bob"));
        }

        @Override
        @Retryable(maxRetries = 2, delay = 1)
        @Transactional
        @DynamoEvict("documents")
        public void write(String id) {
            notes.add("write " + id);
            if (++writes < 2) {
                throw new IllegalStateException("not yet");
            }
        }

        @Override
        @Async
        @DynamoEvict("documents")
        public void writeLater(String id) {
            try {
                notes.add("waited " + mayWrite.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            notes.add("write " + id + " on " + Thread.currentThread().getName());
        }

        @Override
        @DynamoCached(cache = "documents", keys = "#ids")
        public Map<String, String> findAll(Collection<String> ids) {
            Map<String, String> found = new HashMap<>();
            ids.forEach(id -> found.put(id, "text of " + id));
            notes.add("findAll " + ids);
            return found;
        }

        void letWrite() {
            mayWrite.countDown();
        }
    }

    /** Advice without an order, which is the innermost of all. */
    @Aspect
    static class Noting {

        private final Notes notes;

        Noting(Notes notes) {
            this.notes = notes;
        }

        @Before("execution(* *..AdviceFixture.Documents.find*(..))")
        public void before(JoinPoint called) {
            notes.add("before " + called.getSignature().getName() + " " + called.getArgs()[0]);
        }

        @Around("execution(* *..AdviceFixture.Documents.find(..)) && args(id)")
        public @Nullable Object around(ProceedingJoinPoint called, String id) throws Throwable {
            notes.add("around " + id);
            return called.proceed();
        }

        @AfterReturning("execution(* *..AdviceFixture.Documents.find(..))")
        public void after(JoinPoint called) {
            notes.add("after " + called.getArgs()[0]);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableMethodSecurity
    @EnableTransactionManagement
    @EnableAsync
    @EnableResilientMethods
    @EnableAspectJAutoProxy
    static class AllAdvice {

        static final Duration TTL = Duration.ofSeconds(10);

        @Bean
        Notes notes() {
            return new Notes();
        }

        @Bean
        Noting noting(Notes notes) {
            return new Noting(notes);
        }

        @Bean
        NotedTransactions transactionManager() {
            return new NotedTransactions();
        }

        @Bean
        Executor taskExecutor() {
            return task -> {
                Thread thread = new Thread(task, "writer");
                thread.setDaemon(true);
                thread.start();
            };
        }

        @Bean
        CacheSettings documents() {
            return CacheSettings.named("documents")
                    .ttl(TTL)
                    .ttlJitter(0)
                    .staleWhileRevalidate(Duration.ofMinutes(1))
                    .earlyRefresh(0)
                    .build();
        }

        @Bean
        CacheListener listener(Notes notes) {
            return new CacheListener() {
                @Override
                public void onEvict(String cacheName, boolean acknowledged) {
                    notes.add("evict " + cacheName);
                }

                @Override
                public void onRefresh(String cacheName, RefreshResult result) {
                    notes.add("refresh " + result);
                }
            };
        }
    }
}
