package io.github.dynamocached.aop;

import io.github.dynamocached.Consistency;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.warmup.WarmUps;
import java.util.Collection;
import java.util.Optional;
import org.aopalliance.aop.Advice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.Ordered;

/**
 * The advisor that makes annotated methods cached. An auto-proxy creator puts it around every bean with such a method.
 *
 * <p>It is an infrastructure bean and creates no other bean before all singletons are there, unless an annotated method
 * is called before. It then needs one bean each of {@link io.github.dynamocached.cache.ReadThroughCaches},
 * {@link io.github.dynamocached.store.ValueCodecs} and {@link io.github.dynamocached.store.EntityKeys}, and stops the
 * start with an {@link IllegalStateException} that names every annotation that cannot work.
 */
public final class DynamoCachingAdvisor
        implements PointcutAdvisor,
                Ordered,
                SmartInitializingSingleton,
                SmartLifecycle,
                ApplicationListener<ContextRefreshedEvent> {

    /**
     * The default order: directly outside {@code @Transactional}, so that a hit opens no transaction and an eviction
     * follows the end of the method's own, and inside everything that has an order of its own, such as method security
     * (100 to 600). {@code @Retryable} of Spring Framework is always outside all ordered advice.
     */
    public static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 1;

    private static final Logger log = LoggerFactory.getLogger(DynamoCachingAdvisor.class);

    private final ConfigurableListableBeanFactory beanFactory;
    private final int order;
    private final boolean reads;
    private final CachePorts ports;
    private final AnnotatedMethods methods;
    private final CachesInCode inCode;
    private final WarmUps warmUps = new WarmUps();
    private final StartCheck check;
    private final Pointcut pointcut;
    private final Advice advice;

    /**
     * An advisor.
     *
     * @param beanFactory has the beans that cached methods need, and those that expressions name
     * @param order the order of the advice among others: what is lower is outside
     * @param reads whether reads use the cache; if not, every annotated method is called, and evictions still go out,
     *     because other nodes may read what this one writes
     */
    public DynamoCachingAdvisor(ConfigurableListableBeanFactory beanFactory, int order, boolean reads) {
        this.beanFactory = beanFactory;
        this.order = order;
        this.reads = reads;
        this.ports = new CachePorts(beanFactory);
        OperationParser parser = new OperationParser(beanFactory::resolveEmbeddedValue);
        TransactionCompletion completion = TransactionCompletion.available();
        CachedMethodCompiler compiler = new CachedMethodCompiler(
                ports,
                new ExpressionCompiler(beanFactory),
                completion,
                reads,
                new CacheEntities(beanFactory, parser, ports));
        this.methods = new AnnotatedMethods(parser, compiler);
        this.inCode = new CachesInCode(ports, new Lifetimes(methods), completion, reads, compiler.fillCheck());
        this.check = new StartCheck(beanFactory, methods, inCode.names());
        this.pointcut = new CachingPointcut(methods, new ProxyForecast(beanFactory), check);
        this.advice = new CachingInterceptor(methods, check);
    }

    /**
     * Compiles the annotations of all beans, and says in the log how each cache reads.
     *
     * @throws MisuseException if any of them, or of what is declared beside them, cannot work; with everything that was
     *     found
     */
    @Override
    public void afterSingletonsInstantiated() {
        check.run();
        if (!methods.areAny()) {
            return;
        }
        if (reads) {
            logLevels();
        } else {
            log.info(
                    "Caches are off (dynamocached.enabled=false): every annotated method is called. Its evictions are sent"
                            + " all the same, because other nodes may read what this one writes.");
        }
    }

    /**
     * Checks a child context as its parent was checked, unless it has an advisor of its own.
     *
     * @throws MisuseException if any annotation there cannot work
     */
    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        if (event.getApplicationContext() instanceof ConfigurableApplicationContext context) {
            ConfigurableListableBeanFactory refreshed = context.getBeanFactory();
            boolean isChecked = refreshed == beanFactory
                    || refreshed.getBeanNamesForType(DynamoCachingAdvisor.class, true, false).length > 0;
            if (!isChecked) {
                check.runIn(refreshed);
            }
        }
    }

    /** Says how the caches read, and first what keeps them from it. */
    private void logLevels() {
        Optional<String> problem = ports.loadCheck().problem();
        Collection<ReadThroughCache> caches = ports.caches().all();
        boolean anyReadsConsistently = caches.stream().anyMatch(cache -> cache.consistency() != Consistency.EVENTUAL);
        if (anyReadsConsistently && problem.isPresent()) {
            log.warn("Loads may see old items: {}", problem.get());
        }
        String claim = problem.isPresent()
                ? "nothing makes its loads read DynamoDB consistently, as the log says above"
                : "its loads read DynamoDB consistently, for twice the read units";
        caches.forEach(cache -> logLevel(cache, claim));
    }

    private static void logLevel(ReadThroughCache cache, String claim) {
        boolean chosen = cache.settings().consistency() != null;
        switch (cache.consistency()) {
            case STRICT ->
                log.info(
                        "Cache '{}' is strict ({}): {}.",
                        cache.settings().name(),
                        chosen ? "by its settings" : "some method evicts from it",
                        claim);
            case FENCED ->
                log.info(
                        "Cache '{}' is fenced (by its settings): {}, and every write is announced to Redis before it is"
                                + " made.",
                        cache.settings().name(),
                        claim);
            case EVENTUAL ->
                log.info(
                        "Cache '{}' is eventual ({}): its loads may see an old item while DynamoDB's replicas lag.",
                        cache.settings().name(),
                        chosen ? "by its settings" : "no method evicts from it");
        }
    }

    /**
     * The caches for code, over the same ports as annotated methods.
     *
     * @return always equivalent ones
     */
    public DynamoCaches caches() {
        return new DefaultDynamoCaches(inCode, warmUps);
    }

    /** Lets warm-ups start. */
    @Override
    public void start() {
        warmUps.open();
    }

    /** Stops the warm-ups under way before any bean is destroyed. */
    @Override
    public void stop() {
        warmUps.close();
    }

    @Override
    public boolean isRunning() {
        return warmUps.isOpen();
    }

    @Override
    public Pointcut getPointcut() {
        return pointcut;
    }

    @Override
    public Advice getAdvice() {
        return advice;
    }

    @Override
    public int getOrder() {
        return order;
    }
}
