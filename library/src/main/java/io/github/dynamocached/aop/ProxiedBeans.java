package io.github.dynamocached.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.autoproxy.AbstractAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Looks at the beans that are there: whether calls reach their annotations, and in which order advice does. */
final class ProxiedBeans {

    private static final Logger log = LoggerFactory.getLogger(ProxiedBeans.class);

    /** Spring's tests register it where they replace beans by mocks and the like, of which there are no proxies. */
    private static final String REPLACED_BEANS =
            "org.springframework.test.context.bean.override.internalBeanOverrideRegistry";

    private final Map<String, Object> beans;
    private final AnnotatedMethods methods;
    private final boolean mayBeReplaced;
    private final boolean hasProxies;

    /**
     * A look at beans.
     *
     * @param beans the beans by name
     */
    ProxiedBeans(Map<String, Object> beans, AnnotatedMethods methods, ConfigurableListableBeanFactory factory) {
        this.beans = beans;
        this.methods = methods;
        this.hasProxies = factory.getBeanNamesForType(AbstractAutoProxyCreator.class, true, false).length > 0;
        this.mayBeReplaced = factory.containsSingleton(REPLACED_BEANS);
    }

    /** Finds what is wrong, and warns of what may be meant. */
    void check(Problems problems) {
        Set<Class<?>> seen = new HashSet<>();
        beans.forEach((name, bean) -> {
            Class<?> type = ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
            Map<Method, AnnotatedMethod> annotated = methods.in(type);
            if (annotated.isEmpty()) {
                return;
            }
            if (bean instanceof Advised proxy && AdviceOrder.isCached(proxy)) {
                annotated.values().forEach(method -> problems.check(() -> method.requireOrderOf(proxy)));
            } else if (!Modifier.isFinal(type.getModifiers()) || Proxy.isProxyClass(type)) {
                warnOfMissingProxy(name, annotated.values());
            }
            if (seen.add(type)) {
                warnOfSelfCalls(type, annotated.keySet());
            }
        });
    }

    private void warnOfMissingProxy(String name, Collection<AnnotatedMethod> annotated) {
        if (mayBeReplaced) {
            log.info(
                    "{}: the bean '{}' has no proxy of the cache, so its annotations do nothing. This test replaces beans.",
                    annotated.iterator().next().operations().place(),
                    name);
            return;
        }
        if (!hasProxies) {
            log.warn(
                    "{}: the bean '{}' is in a context without proxies, so its annotations do nothing. Add"
                            + " @EnableDynamoCaching or the auto-configuration to that context.",
                    annotated.iterator().next().operations().place(),
                    name);
            return;
        }
        log.warn(
                "{}: the bean '{}' has no proxy of the cache, so its annotations do nothing. It was created before there"
                        + " were proxies, for a BeanPostProcessor that needs it, or outside of the container. Let who"
                        + " needs it so early take an ObjectProvider.",
                annotated.iterator().next().operations().place(),
                name);
    }

    private static void warnOfSelfCalls(Class<?> type, Collection<Method> annotated) {
        String owner = ClassUtils.getShortName(type);
        for (String call : SelfCalls.in(type, annotated)) {
            log.warn(
                    "{}.{} on the same object, not through its proxy: nothing is read from the cache or evicted by that"
                            + " call. If it should be, call it from another bean.",
                    owner,
                    call);
        }
    }
}
