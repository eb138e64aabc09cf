package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import java.util.Arrays;
import java.util.List;
import org.springframework.aop.Advisor;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.framework.Advised;
import org.springframework.core.Ordered;

/** Looks at the advice of a real proxy: what decides who may call a method has to come before what answers for it. */
final class AdviceOrder {

    private static final String SECURITY = "org.springframework.security.";

    private AdviceOrder() {}

    /** Whether a proxy has our advice. */
    static boolean isCached(Advised proxy) {
        return ours(proxy) >= 0;
    }

    /**
     * Checks the proxy of a bean with a cached method.
     *
     * @throws MisuseException if security advice on the method is inside ours
     */
    static void check(Advised proxy, AnnotatedMethod method) {
        List<Advisor> advisors = Arrays.asList(proxy.getAdvisors());
        int ours = ours(proxy);
        if (ours < 0 || method.operations().cached() == null) {
            return;
        }
        for (Advisor inner : advisors.subList(ours + 1, advisors.size())) {
            if (isSecurity(inner) && matches(inner, method)) {
                String order = inner instanceof Ordered ordered ? " than " + ordered.getOrder() : "";
                throw method.misuse(
                        "security advice is inside that of the cache, so a hit would skip it. Give the cache"
                                + " a greater order" + order
                                + " (dynamocached.order, or order of @EnableDynamoCaching).");
            }
        }
    }

    private static int ours(Advised proxy) {
        Advisor[] advisors = proxy.getAdvisors();
        for (int i = 0; i < advisors.length; i++) {
            if (advisors[i].getAdvice() instanceof CachingInterceptor) {
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
                || Arrays.stream(type.getInterfaces()).anyMatch(AdviceOrder::isSecurity);
    }

    private static boolean matches(Advisor advisor, AnnotatedMethod method) {
        return !(advisor instanceof PointcutAdvisor pointcut)
                || (pointcut.getPointcut().getClassFilter().matches(method.beanClass())
                        && pointcut.getPointcut().getMethodMatcher().matches(method.method(), method.beanClass()));
    }
}
