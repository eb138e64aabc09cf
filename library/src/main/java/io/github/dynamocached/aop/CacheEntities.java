package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.store.EntryFormat;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * The full entities that the methods of a cache read or put. They come from the annotations on the classes of all beans, and
 * so depend neither on the order of beans nor on what is compiled already.
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

    /** The entities of a cache. */
    Set<Class<?>> of(String cache) {
        return of(cache, Object.class);
    }

    /**
     * The entities of a cache.
     *
     * @param asking another class to look at, which may not be the class of a bean yet
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
        if (!AnnotationUtils.isCandidateClass(type, List.of(DynamoCached.class, DynamoPut.class))) {
            return Set.of();
        }
        Map<Method, Set<Declared>> found =
                MethodIntrospector.selectMethods(type, (Method method) -> declaredBy(method, type));
        return found.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    private Set<Declared> declaredBy(Method method, Class<?> type) {
        Operations operations = parser.parse(method, type);
        Operations.Cached cached = operations.cached();
        return Stream.concat(cached == null ? Stream.empty() : Stream.of(cached), operations.puts().stream())
                .filter(operation ->
                        operation.fields() == null && operation.variant().isEmpty())
                .flatMap(operation -> entityOf(method, type, operation).stream()
                        .map(entity -> new Declared(operation.cache(), entity)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Empty if there is none. Other problems of the result are reported when its method is compiled. */
    private Optional<Class<?>> entityOf(Method method, Class<?> type, Operations.Cached operation) {
        try {
            Type result = operation.keys().isEmpty()
                    ? ResultType.of(method, type, operation.place()).type()
                    : BatchResult.Declared.of(method, type, operation.place())
                            .value()
                            .type();
            EntryFormat format = ports.valueCodecs().codecOf(result).format();
            return result instanceof Class<?> entity && !format.isBlob() ? Optional.of(entity) : Optional.empty();
        } catch (MisuseException | IllegalArgumentException refused) {
            return Optional.empty();
        }
    }
}
