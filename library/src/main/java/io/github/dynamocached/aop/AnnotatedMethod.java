package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;

/** An annotated method of the class of a bean. It is compiled at its first call at the latest. */
final class AnnotatedMethod {

    private final Method method;
    private final Class<?> beanClass;
    private final Operations operations;
    private final CachedMethodCompiler compiler;
    private final AtomicReference<@Nullable CachedMethod> compiled = new AtomicReference<>();
    private volatile boolean ordered;

    AnnotatedMethod(Method method, Class<?> beanClass, Operations operations, CachedMethodCompiler compiler) {
        this.method = method;
        this.beanClass = beanClass;
        this.operations = operations;
        this.compiler = compiler;
    }

    Method method() {
        return method;
    }

    Class<?> beanClass() {
        return beanClass;
    }

    Operations operations() {
        return operations;
    }

    /** The compiled method, null if it is not compiled or cannot be. */
    @Nullable
    CachedMethod compiledOrNull() {
        return compiled.get();
    }

    /** What is wrong with the method as a whole. */
    MisuseException misuse(String problem) {
        return operations.place().misuse(problem);
    }

    /** Whether the order of the advice has been checked. */
    boolean isOrdered() {
        return ordered;
    }

    /**
     * Checks once that the advice of the proxies of the class is in a right order.
     *
     * @throws MisuseException if security advice on the method is inside ours
     */
    void requireOrderOf(@Nullable Object proxy) {
        if (!ordered && proxy instanceof Advised advised) {
            ProxiedBeans.requireOrder(advised, this);
            ordered = true;
        }
    }

    /**
     * The compiled method, always the same. Without a lock: compiling may create beans.
     *
     * @throws MisuseException if its annotations cannot work
     */
    CachedMethod compiled() {
        CachedMethod known = compiled.get();
        if (known != null) {
            return known;
        }
        operations.problems().throwIfAny();
        CachedMethod created = compiler.compile(method, beanClass, operations);
        CachedMethod first = compiled.compareAndExchange(null, created);
        return first == null ? created : first;
    }
}
