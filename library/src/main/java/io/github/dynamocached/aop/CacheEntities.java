package io.github.dynamocached.aop;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.cache.EntryFormat;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * The full entities that the methods of a cache read. What is written on the classes of all beans says it, so it depends
 * neither on the order of beans nor on what has been compiled.
 */
final class CacheEntities {

    private final ConfigurableListableBeanFactory factory;
    private final OperationParser parser;
    private final CachePorts ports;
    private final ConcurrentMap<Class<?>, Set<Declared>> byClass = new ConcurrentHashMap<>();

    private record Declared(String cache, Class<?> entity) {}

    CacheEntities(ConfigurableListableBeanFactory factory, OperationParser parser, CachePorts ports) {
        this.factory = factory;
        this.parser = parser;
        this.ports = ports;
    }

    /**
     * The entities of a cache.
     *
     * @param asking a class that may be nobody's bean yet
     */
    Set<Class<?>> of(String cache, Class<?> asking) {
        BeanClasses classes = BeanClasses.of(factory);
        Set<Class<?>> entities = new LinkedHashSet<>();
        Stream.of(List.<Class<?>>of(asking), classes.concrete(), classes.declared())
                .flatMap(Collection::stream)
                .flatMap(type -> in(type).stream())
                .filter(declared -> declared.cache.equals(cache))
                .forEach(declared -> entities.add(declared.entity));
        return entities;
    }

    private Set<Declared> in(Class<?> type) {
        Set<Declared> known = byClass.get(type);
        if (known == null) {
            known = scan(type);
            byClass.put(type, known);
        }
        return known;
    }

    private Set<Declared> scan(Class<?> type) {
        if (!AnnotationUtils.isCandidateClass(type, DynamoCached.class)) {
            return Set.of();
        }
        Map<Method, Declared> found =
                MethodIntrospector.selectMethods(type, (Method method) -> declaredBy(method, type));
        return Set.copyOf(found.values());
    }

    private @Nullable Declared declaredBy(Method method, Class<?> type) {
        CachedOperation cached = parser.parse(method, type).cached();
        if (cached == null || cached.part() != null || !cached.variant().isEmpty()) {
            return null;
        }
        Class<?> entity = entityOf(method, type, cached);
        return entity == null ? null : new Declared(cached.cache(), entity);
    }

    /** Null where it is none; what else may be wrong with the result is told where its method is compiled. */
    private @Nullable Class<?> entityOf(Method method, Class<?> type, CachedOperation cached) {
        try {
            Type result = cached.keys().isEmpty()
                    ? ResultType.of(method, type, cached.place()).type()
                    : ReadCompiler.valueOf(method, type, cached.place()).type();
            EntryFormat format = ports.valueCodecs().codecOf(result).format();
            return result instanceof Class<?> entity && !format.isBlob() ? entity : null;
        } catch (MisuseException | IllegalArgumentException refused) {
            return null;
        }
    }
}
