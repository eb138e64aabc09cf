package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.expression.Place;
import io.github.dynamocached.expression.Problems;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.Advisor;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.autoproxy.AbstractAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

/**
 * Looks at the beans that exist: whether their proxies have the advice of the cache, and whether advice that decides who
 * may call a method is outside of it.
 */
final class ProxiedBeans {

    private static final Logger log = LoggerFactory.getLogger(ProxiedBeans.class);

    /** Spring's tests register it where they replace beans, for example by mocks, which have no proxies. */
    private static final String REPLACED_BEANS =
            "org.springframework.test.context.bean.override.internalBeanOverrideRegistry";

    private static final String SECURITY = "org.springframework.security.";

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

    /** Finds advice in the wrong order, and warns of beans without a proxy. */
    void check(Problems problems) {
        beans.forEach((name, bean) -> {
            Class<?> type = ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
            Map<Method, AnnotatedMethod> annotated = methods.in(type);
            if (annotated.isEmpty()) {
                return;
            }
            if (bean instanceof Advised proxy && positionOfCache(proxy) >= 0) {
                annotated.values().forEach(method -> problems.check(() -> method.requireOrderOf(proxy)));
            } else if (!Modifier.isFinal(type.getModifiers()) || Proxy.isProxyClass(type)) {
                warnOfMissingProxy(
                        name, annotated.values().iterator().next().operations().place());
            }
        });
    }

    private void warnOfMissingProxy(String name, Place place) {
        String what = place + ": bean '" + name + "' has no cache proxy, so its annotations have no effect.";
        if (mayBeReplaced) {
            log.info("{} This is normal for a bean that the test replaces.", what);
        } else if (!hasProxies) {
            log.warn(
                    "{} Its application context creates no proxies. Add @EnableDynamoCaching or the auto-configuration to"
                            + " that context.",
                    what);
        } else {
            log.warn(
                    "{} It was created too early, because a BeanPostProcessor needs it, or outside the container. Inject an"
                            + " ObjectProvider of it where it is needed that early.",
                    what);
        }
    }

    /**
     * Checks the advice of a proxy.
     *
     * @throws MisuseException if security advice on a cached method is inside the advice of the cache
     */
    static void requireOrder(Advised proxy, AnnotatedMethod method) {
        List<Advisor> advisors = Arrays.asList(proxy.getAdvisors());
        int cache = positionOfCache(proxy);
        if (cache < 0 || method.operations().cached() == null) {
            return;
        }
        for (Advisor inner : advisors.subList(cache + 1, advisors.size())) {
            if (isSecurity(inner) && matches(inner, method)) {
                String order =
                        inner instanceof Ordered ordered ? "value greater than " + ordered.getOrder() : "greater value";
                throw method.misuse(
                        "security advice runs inside the cache advice, so a cache hit would skip the security"
                                + " check. Set dynamocached.order, or order of @EnableDynamoCaching, to a " + order
                                + ".");
            }
        }
    }

    private static int positionOfCache(Advised proxy) {
        Advisor[] advisors = proxy.getAdvisors();
        for (int i = 0; i < advisors.length; i++) {
            if (advisors[i].getAdvice() instanceof DynamoCachingAdvisor.Interceptor) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSecurity(Advisor advisor) {
        return isSecurity(advisor.getClass()) || isSecurity(advisor.getAdvice().getClass());
    }

    private static boolean isSecurity(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        return type.getName().startsWith(SECURITY)
                || (parent != null && isSecurity(parent))
                || Arrays.stream(type.getInterfaces()).anyMatch(ProxiedBeans::isSecurity);
    }

    private static boolean matches(Advisor advisor, AnnotatedMethod method) {
        return !(advisor instanceof PointcutAdvisor pointcut)
                || (pointcut.getPointcut().getClassFilter().matches(method.beanClass())
                        && pointcut.getPointcut().getMethodMatcher().matches(method.method(), method.beanClass()));
    }
}
