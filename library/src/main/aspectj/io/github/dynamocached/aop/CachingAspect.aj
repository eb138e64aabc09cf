package io.github.dynamocached.aop;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoEvicts;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.annotation.DynamoPuts;
import java.lang.reflect.Method;
import org.aspectj.lang.reflect.MethodSignature;

/**
 * Caches annotated methods where they are executed, and not where they are called: also calls on {@code this}, and private and
 * final methods. It does nothing unless an application context with the mode ASPECTJ has started.
 *
 * <p>Woven are methods with one of the annotations, or with an annotation that has one of them. An annotation of an interface or
 * of an overridden method is not seen here.
 */
public aspect CachingAspect {

    /** Like the proxy's advice: a hit must not skip the checks of method security. */
    declare precedence: org.springframework.security..*, CachingAspect, *;

    pointcut annotated():
            execution(@(DynamoCached || DynamoPut || DynamoPuts || DynamoEvict || DynamoEvicts) !static * *(..));

    pointcut annotatedThroughAnother():
            execution(@(@(DynamoCached || DynamoPut || DynamoPuts || DynamoEvict || DynamoEvicts) *) !static * *(..));

    Object around(final Object bean): (annotated() || annotatedThroughAnother()) && this(bean) {
        Method method = ((MethodSignature) thisJoinPointStaticPart.getSignature()).getMethod();
        WovenCalls calls = WovenCalls.of(method, bean);
        if (calls == null) {
            return proceed(bean);
        }
        WovenCalls.Body body = new WovenCalls.Body() {
            @Override
            public Object run() {
                return proceed(bean);
            }
        };
        return calls.answer(bean, method, thisJoinPoint.getArgs(), body);
    }
}
