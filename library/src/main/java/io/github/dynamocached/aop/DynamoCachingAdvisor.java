package io.github.dynamocached.aop;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.expression.Call;
import io.github.dynamocached.expression.ExpressionCompiler;
import io.github.dynamocached.warmup.WarmUps;
import java.lang.reflect.Method;
import java.util.List;
import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AdviceMode;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.Ordered;

/**
 * The advisor that caches annotated methods. Spring's auto-proxy creator applies it to every bean with such a method.
 *
 * <p>It is an infrastructure bean. It creates no other bean before all singletons exist, unless an annotated method is
 * called earlier. Then it needs one bean of each of {@link io.github.dynamocached.cache.ReadThroughCaches},
 * {@link io.github.dynamocached.store.ValueCodecs} and {@link io.github.dynamocached.store.EntityKeys}. It stops the start
 * with a {@link MisuseException} that names every annotation that cannot work.
 */
public final class DynamoCachingAdvisor
        implements PointcutAdvisor,
                Ordered,
                SmartInitializingSingleton,
                SmartLifecycle,
                ApplicationListener<ContextRefreshedEvent>,
                DisposableBean {

    /**
     * The default order is directly outside {@code @Transactional}: a hit opens no transaction, and an eviction follows
     * the method's own transaction. It is inside all advice with an order of its own, such as method security (100 to
     * 600). {@code @Retryable} of Spring Framework is always outside all ordered advice.
     */
    public static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 1;

    private static final Logger log = LoggerFactory.getLogger(DynamoCachingAdvisor.class);
    private static final Pointcut NOTHING = new ComposablePointcut((ClassFilter) type -> false);

    private final ConfigurableListableBeanFactory beanFactory;
    private final int order;
    private final boolean reads;
    private final CachePorts ports;
    private final AnnotatedMethods methods;
    private final CachesInCode inCode;
    private final BoundCaches bound;
    private final WarmUps warmUps = new WarmUps();
    private final StartCheck check;
    private final Pointcut pointcut;
    private final Advice advice;
    private final @Nullable WovenCalls woven;

    /**
     * An advisor of proxies.
     *
     * @param beanFactory has the beans that cached methods need, and those that expressions name
     * @param order the order of the advice; advice with a lower order is outside
     * @param reads whether reads use the cache. If not, every annotated method is called, and evictions are still sent,
     *     because other nodes may have cached the data
     */
    public DynamoCachingAdvisor(ConfigurableListableBeanFactory beanFactory, int order, boolean reads) {
        this(beanFactory, order, reads, AdviceMode.PROXY);
    }

    /**
     * An advisor.
     *
     * @param beanFactory has the beans that cached methods need, and those that expressions name
     * @param order the order of the advice; advice with a lower order is outside
     * @param reads whether reads use the cache. If not, every annotated method is called, and evictions are still sent,
     *     because other nodes may have cached the data
     * @param mode PROXY, or ASPECTJ for classes that AspectJ has woven. Then no proxy is made, and until it is destroyed the
     *     advisor caches the woven methods of its class loader
     */
    public DynamoCachingAdvisor(
            ConfigurableListableBeanFactory beanFactory, int order, boolean reads, AdviceMode mode) {
        this.beanFactory = beanFactory;
        this.order = order;
        this.reads = reads;
        this.ports = new CachePorts(beanFactory);
        OperationParser parser = new OperationParser(beanFactory::resolveEmbeddedValue);
        TransactionCompletion completion = TransactionCompletion.available();
        CacheEntities entities = new CacheEntities(beanFactory, parser, ports);
        CachedMethodCompiler compiler =
                new CachedMethodCompiler(ports, new ExpressionCompiler(beanFactory), completion, reads, entities);
        this.methods = new AnnotatedMethods(parser, compiler);
        this.inCode = new CachesInCode(ports, new Lifetimes(methods), completion, reads, compiler.entityEvictions());
        this.bound = new BoundCaches(beanFactory, ports, entities, compiler.entityEvictions());
        boolean isWoven = mode == AdviceMode.ASPECTJ;
        this.check = new StartCheck(beanFactory, methods, inCode.names(), bound, isWoven);
        Interceptor interceptor = new Interceptor(methods, check);
        this.advice = interceptor;
        this.pointcut = isWoven ? NOTHING : new AnnotatedPointcut(methods, new ProxyCheck(beanFactory), check);
        this.woven = isWoven ? WovenCalls.begin(methods, interceptor) : null;
    }

    /** Ends the caching of woven methods. */
    @Override
    public void destroy() {
        if (woven != null) {
            woven.end();
        }
    }

    /**
     * Compiles the annotations of all beans, lets writes to tables evict from now on, and logs the consistency of each cache.
     *
     * @throws MisuseException with all problems that were found in annotations and declarations, if there are any
     */
    @Override
    public void afterSingletonsInstantiated() {
        check.run();
        bound.bind();
        if (!methods.areAny()) {
            return;
        }
        if (reads) {
            new LevelLog(ports, bound).write();
        } else {
            log.info(
                    "Caching is off (dynamocached.enabled=false): every annotated method is called. Evictions are still"
                            + " sent, because other nodes may have cached the data.");
        }
    }

    /**
     * Checks a child context like its parent, unless it has an advisor of its own.
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

    /**
     * The caches for code, over the same ports as annotated methods.
     *
     * @return always equivalent ones
     */
    public DynamoCaches caches() {
        return new DefaultDynamoCaches(inCode, warmUps);
    }

    /**
     * How long the values of the annotated methods of a cache are returned.
     *
     * @param cacheName the name of the cache
     * @return a lifetime for each method that reads or puts, in no order. Empty before the end of the start
     */
    public List<MethodLifetime> lifetimesIn(String cacheName) {
        return new Lifetimes(methods).in(cacheName);
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

    /** Matches the annotated methods of beans. */
    private static final class AnnotatedPointcut extends StaticMethodMatcherPointcut {

        private final AnnotatedMethods methods;

        AnnotatedPointcut(AnnotatedMethods methods, ProxyCheck proxies, StartCheck check) {
            this.methods = methods;
            setClassFilter(new AnnotatedClasses(methods, proxies, check));
        }

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            return methods.find(method, targetClass) != null;
        }
    }

    /** A class that cannot be proxied is refused before the advice of others fails to do so. */
    private record AnnotatedClasses(AnnotatedMethods methods, ProxyCheck proxies, StartCheck check)
            implements ClassFilter {

        @Override
        public boolean matches(Class<?> type) {
            if (!methods.areIn(type)) {
                return false;
            }
            if (proxies.isImpossible(type)) {
                check.refuseProxyOf(type);
            }
            return true;
        }
    }

    /** Hands the calls of annotated methods to what was compiled for them. */
    record Interceptor(AnnotatedMethods methods, StartCheck check) implements MethodInterceptor {

        @Override
        public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
            Object target = invocation.getThis();
            AnnotatedMethod method = target == null ? null : methods.findBehind(invocation.getMethod(), target);
            if (method == null) {
                return invocation.proceed();
            }
            if (!method.isOrdered()) {
                method.requireOrderOf(invocation instanceof ProxyMethodInvocation proxied ? proxied.getProxy() : null);
            }
            return compiled(method).invoke(new Call(invocation));
        }

        /** A call before the end of the start, for example of an initializing method, shows all problems and not one. */
        private CachedMethod compiled(AnnotatedMethod method) {
            try {
                return method.compiled();
            } catch (MisuseException problem) {
                check.throwAllWith(problem);
                throw problem;
            }
        }
    }
}
