package io.github.dynamocached.springcache;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.util.function.SingletonSupplier;

/**
 * Puts an interceptor that knows these caches in the place of Spring's, with the same settings. It has to be there before the
 * interceptor is created, so it is among the first post-processors, and it creates no other bean.
 */
public final class CacheInterceptorReplacement implements BeanPostProcessor, PriorityOrdered {

    private static final Logger log = LoggerFactory.getLogger(CacheInterceptorReplacement.class);

    private final BeanFactory beanFactory;

    /** @param beanFactory has the bean of type {@link SpringCaches} */
    public CacheInterceptorReplacement(BeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean.getClass() == CacheInterceptor.class) {
            return new SpringCachingInterceptor(
                    (CacheInterceptor) bean,
                    beanFactory,
                    SingletonSupplier.of(() -> beanFactory.getBean(SpringCaches.class))::obtain);
        }
        if (bean instanceof CacheInterceptor && !(bean instanceof SpringCachingInterceptor)) {
            log.warn(
                    "CacheInterceptor bean '{}': its class {} stays in place. So methods with cache annotations store nothing"
                            + " in DynamoCached caches unless they have sync = true, and concurrent callers"
                            + " of a refresh get no new value. Use Spring's CacheInterceptor.",
                    beanName,
                    bean.getClass().getName());
        }
        return bean;
    }
}
