package io.github.dynamocached.aop;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.expression.Problems;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.TargetClassAware;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * The annotated methods of the classes of all beans.
 *
 * <p>A class is scanned when its first bean is about to be proxied. Its methods are compiled when all singletons exist, and
 * from then on together with their class. So mistakes stop the start, or the creation of a bean whose class was not known
 * before. They never wait for a call.
 */
final class AnnotatedMethods {

    private static final List<Class<? extends Annotation>> ANNOTATIONS =
            List.of(DynamoCached.class, DynamoPut.class, DynamoEvict.class);

    /** More than most applications have annotated methods. Two that meet in a place are looked up by their texts. */
    private static final int RECENT = 1024;

    private final OperationParser parser;
    private final CachedMethodCompiler compiler;
    private final ConcurrentMap<Class<?>, Map<Method, AnnotatedMethod>> byClass = new ConcurrentHashMap<>();
    private final ConcurrentMap<MethodClassKey, Optional<AnnotatedMethod>> byCall = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<@Nullable Found> recent = new AtomicReferenceArray<>(RECENT);
    private volatile boolean started;

    AnnotatedMethods(OperationParser parser, CachedMethodCompiler compiler) {
        this.parser = parser;
        this.compiler = compiler;
    }

    /** Whether any was found so far. */
    boolean areAny() {
        return byClass.values().stream().anyMatch(methods -> !methods.isEmpty());
    }

    /** Whether a class has any annotated method. */
    boolean areIn(Class<?> type) {
        return !in(ClassUtils.getUserClass(type)).isEmpty();
    }

    /**
     * The annotated method that a call ends in.
     *
     * @param called the method that is called: of the class, of an interface, or a bridge
     * @param bean the bean behind the proxy, which may itself be a proxy
     * @return null if it is not annotated
     */
    @Nullable
    @SuppressWarnings("ReferenceEquality")
    AnnotatedMethod findBehind(Method called, Object bean) {
        Class<?> type = bean.getClass();
        int place = (System.identityHashCode(called) ^ type.hashCode()) & (RECENT - 1);
        Found known = recent.get(place);
        if (known != null && known.called == called && known.type == type) {
            return known.method;
        }
        if (bean instanceof TargetClassAware) {
            return find(called, AopUtils.getTargetClass(bean));
        }
        AnnotatedMethod method = find(called, type);
        recent.set(place, new Found(called, type, method));
        return method;
    }

    /** What a method of a class was found to be. A proxy calls with the same object each time, so identities are compared. */
    private record Found(
            Method called, Class<?> type, @Nullable AnnotatedMethod method) {}

    /**
     * The same for a class.
     *
     * @param type the class of the bean
     */
    @Nullable
    AnnotatedMethod find(Method called, Class<?> type) {
        MethodClassKey key = new MethodClassKey(called, type);
        Optional<AnnotatedMethod> known = byCall.get(key);
        if (known == null) {
            known = search(called, ClassUtils.getUserClass(type));
            byCall.put(key, known);
        }
        return known.orElse(null);
    }

    private Optional<AnnotatedMethod> search(Method called, Class<?> beanClass) {
        Map<Method, AnnotatedMethod> methods = in(beanClass);
        // the methods of a JDK proxy are those of its interfaces
        Stream<Class<?>> types =
                Proxy.isProxyClass(beanClass) ? Arrays.stream(beanClass.getInterfaces()) : Stream.of(beanClass);
        return types.map(type -> AopUtils.getMostSpecificMethod(called, type))
                .map(methods::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** From now on the methods of a class are compiled as soon as the class is found. */
    void start() {
        started = true;
    }

    boolean isStarted() {
        return started;
    }

    /** Whether a class has been looked at. */
    boolean isKnown(Class<?> type) {
        return byClass.containsKey(ClassUtils.getUserClass(type));
    }

    /** The methods of all classes found so far. */
    List<AnnotatedMethod> all() {
        return byClass.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
    }

    /** The methods of an interface or of an abstract class, which has no bean yet. */
    Collection<AnnotatedMethod> declaredBy(Class<?> type) {
        return scan(type).values();
    }

    /** The methods of one class. */
    Map<Method, AnnotatedMethod> in(Class<?> beanClass) {
        Map<Method, AnnotatedMethod> known = byClass.get(beanClass);
        if (known == null) {
            known = scan(beanClass);
            if (started) {
                Problems problems = new Problems();
                known.values().forEach(method -> problems.check(method::compiled));
                problems.throwIfAny();
            }
            Map<Method, AnnotatedMethod> first = byClass.putIfAbsent(beanClass, known);
            known = first == null ? known : first;
        }
        return known;
    }

    private Map<Method, AnnotatedMethod> scan(Class<?> beanClass) {
        if (!AnnotationUtils.isCandidateClass(beanClass, ANNOTATIONS)) {
            return Map.of();
        }
        return MethodIntrospector.selectMethods(beanClass, (Method method) -> {
            Operations operations = parser.parse(method, beanClass);
            return operations.isEmpty() ? null : new AnnotatedMethod(method, beanClass, operations, compiler);
        });
    }
}
