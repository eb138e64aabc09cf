package io.github.dynamocached.springcache;

import io.github.dynamocached.deferred.Handover;
import io.github.dynamocached.deferred.Suspending;
import io.github.dynamocached.expression.Place;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What a method returns, as Spring's abstraction caches it: without {@code Optional}, and what arrives in a future or a
 * publisher.
 *
 * @param method names the method in messages
 * @param type the type of the value, null if the method does not say it
 * @param arrivesLater whether the value arrives after the method has returned
 * @param isPublisher whether it arrives in a publisher
 * @param isOptionalLater whether what arrives later is an {@code Optional}, which Spring does not unwrap
 * @param isPrimitive whether the value is never null
 */
record MethodValues(
        String method,
        @Nullable Type type,
        boolean arrivesLater,
        boolean isPublisher,
        boolean isOptionalLater,
        boolean isPrimitive) {

    static MethodValues of(Method method, Class<?> targetClass) {
        Method specific = ClassUtils.getMostSpecificMethod(method, targetClass);
        boolean suspends = Suspending.isOne(specific);
        ResolvableType returned = Handover.returned(specific, targetClass);
        Class<?> raw = returned.resolve(Object.class);
        ReactiveAdapter adapter =
                suspends ? null : ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw);
        boolean isFuture = !suspends && CompletableFuture.class.isAssignableFrom(raw);
        boolean isPublisher =
                adapter != null && !isFuture && adapter.getDescriptor().isDeferred();
        ResolvableType value = isFuture || adapter != null ? returned.getGeneric(0) : returned;
        boolean isOptional = value.resolve() == Optional.class;
        Type type = typeOf(isOptional ? value.getGeneric(0) : value);
        boolean isList = adapter != null && adapter.isMultiValue() && type != null;
        boolean later = isFuture || adapter != null || suspends;
        return new MethodValues(
                Place.of(Cacheable.class, targetClass, specific).method(),
                isList
                        ? ResolvableType.forClassWithGenerics(List.class, ResolvableType.forType(type))
                                .getType()
                        : type,
                later,
                isPublisher,
                later && isOptional,
                raw.isPrimitive());
    }

    /** The type with all type variables replaced, null if something in it stays open. */
    private static @Nullable Type typeOf(ResolvableType type) {
        Class<?> raw = type.resolve();
        if (raw == null || raw == Object.class || raw == void.class || raw == Void.class || isOpen(type.getType())) {
            return null;
        }
        if (type.isArray()) {
            Type component = typeOf(type.getComponentType());
            return component instanceof Class<?> ? raw : null;
        }
        if (!type.hasGenerics()) {
            return ClassUtils.resolvePrimitiveIfNecessary(raw);
        }
        ResolvableType[] arguments = type.getGenerics().clone();
        for (int i = 0; i < arguments.length; i++) {
            Type argument = typeOf(arguments[i]);
            if (argument == null) {
                return null;
            }
            arguments[i] = ResolvableType.forType(argument);
        }
        return ResolvableType.forClassWithGenerics(raw, arguments).getType();
    }

    private static boolean isOpen(Type type) {
        return type instanceof WildcardType wildcard && wildcard.getLowerBounds().length == 0;
    }

    /** The value in what a method or its future gave. */
    @Nullable
    Object unwrap(@Nullable Object given) {
        return isOptionalLater && given instanceof Optional<?> optional ? optional.orElse(null) : given;
    }

    /** What the future of the method gives for a value. */
    @Nullable
    Object wrap(@Nullable Object value) {
        return isOptionalLater ? Optional.ofNullable(value) : value;
    }

    @Override
    public String toString() {
        return method;
    }
}
