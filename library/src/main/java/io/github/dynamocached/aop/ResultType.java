package io.github.dynamocached.aop;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.deferred.Handover;
import io.github.dynamocached.deferred.Suspending;
import io.github.dynamocached.expression.Place;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What a method returns, seen from the class of its bean. An {@code Optional} is unwrapped and wrapped again.
 *
 * @param type the type of the value, for its codec
 * @param isOptional whether the value comes in an {@code Optional}
 * @param isPrimitive whether the value is never absent
 */
record ResultType(Type type, boolean isOptional, boolean isPrimitive) {

    /**
     * The result type of a method.
     *
     * @throws MisuseException if results of the method cannot be cached
     */
    static ResultType of(Method method, Class<?> beanClass, Place place) {
        requireCallable(method, place);
        return of(declared(method, beanClass), beanClass, place);
    }

    /** What a method returns, or what arrives later in that. */
    static ResolvableType declared(Method method, Class<?> beanClass) {
        return Handover.valueOf(method, beanClass);
    }

    /** Whether a method returns nothing. */
    static boolean isNothing(Class<?> type) {
        return type == void.class || type == Void.class || type.getName().equals("kotlin.Unit");
    }

    /**
     * The same for a part of what a method returns.
     *
     * @throws MisuseException if such values cannot be cached
     */
    static ResultType of(ResolvableType declared, Class<?> beanClass, Place place) {
        boolean optional = Optional.class == declared.resolve();
        ResolvableType value = optional ? declared.getGeneric() : declared;
        Class<?> valueClass = value.resolve(Object.class);
        refuse(valueClass, place);
        Type type = new TypeArguments(beanClass).replacedIn(value);
        if (type == null) {
            throw place.misuse("its result type " + declared.getType().getTypeName()
                    + " does not say what the value is. Write the type in the method or in the class of the bean.");
        }
        return new ResultType(type, optional, valueClass.isPrimitive());
    }

    /**
     * Refuses a method that evicts if its write may go on after it has returned. The eviction would come first.
     *
     * @throws MisuseException if it is one
     */
    static void requireEndsWithItsCall(Method method, Class<?> beanClass, Place place) {
        requireCallable(method, place);
        Class<?> result = Handover.returned(method, beanClass).resolve(Object.class);
        boolean isLater = Suspending.isOne(method) ? !Suspending.isFlow(result) : Handover.of(result) == null;
        if (isAsynchronous(result) && isLater) {
            throw place.misuse(
                    "the method returns a " + result.getSimpleName() + ", so its write may end after the"
                            + " eviction. Return a CompletableFuture, a Mono or a Flux, or wait for the write before you return.");
        }
    }

    /**
     * Refuses a suspending function that Spring cannot call.
     *
     * @throws MisuseException if it is one
     */
    static void requireCallable(Method method, Place place) {
        String problem = Suspending.isOne(method) ? Suspending.problemOf(method) : null;
        if (problem != null) {
            throw place.misuse(problem);
        }
    }

    private static void refuse(Class<?> valueClass, Place place) {
        if (isNothing(valueClass)) {
            throw place.misuse("the method returns nothing, so there is nothing to cache."
                    + " Return a value, or use @DynamoEvict if the method writes.");
        }
        if (valueClass == Optional.class) {
            throw place.misuse("an Optional within an Optional cannot be cached. Return one Optional.");
        }
        if (isAsynchronous(valueClass)) {
            throw place.misuse(
                    "a result of type " + valueClass.getSimpleName()
                            + " arrives after the method has returned and cannot be cached. Return a CompletableFuture, a Mono, a Flux, or the value itself.");
        }
    }

    private static boolean isAsynchronous(Class<?> type) {
        return Future.class.isAssignableFrom(type)
                || CompletionStage.class.isAssignableFrom(type)
                || Flow.Publisher.class.isAssignableFrom(type)
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
    }

    /** The value of what the method returned, null for an absence. */
    @Nullable
    Object unwrap(@Nullable Object result) {
        return isOptional ? valueOf(result) : result;
    }

    /** The value of an {@code Optional}; anything else as it is. */
    static @Nullable Object valueOf(@Nullable Object result) {
        return result instanceof Optional<?> some ? some.orElse(null) : result;
    }

    /** What the method would have returned for a value. */
    @Nullable
    Object wrap(@Nullable Object value) {
        return isOptional ? Optional.ofNullable(value) : value;
    }

    /** Whether a value can be returned as it is. */
    boolean accepts(@Nullable Object value) {
        return value != null || !isPrimitive;
    }

    /**
     * Replaces the type variables in the types of inherited methods by the types that the class of the bean names. Equal
     * types come out equal, whatever classes they come from.
     */
    private record TypeArguments(Class<?> beanClass) {

        /** The type with everything replaced, null if anything in it stays open: a bound does not say what to decode. */
        @Nullable
        Type replacedIn(ResolvableType resolvable) {
            Class<?> raw = resolvable.resolve();
            if (raw == null || isOpen(resolvable.getType())) {
                return null;
            }
            if (resolvable.isArray() && !(resolvable.getType() instanceof Class<?>)) {
                Type component = replacedIn(resolvable.getComponentType());
                return component instanceof Class<?> type ? type.arrayType() : null;
            }
            return resolvable.hasGenerics() ? parameterized(raw, resolvable.getGenerics()) : boxed(raw);
        }

        private @Nullable Type parameterized(Class<?> raw, ResolvableType[] arguments) {
            ResolvableType[] replaced = new ResolvableType[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                Type argument = replacedIn(arguments[i]);
                if (argument == null) {
                    return null;
                }
                replaced[i] = ResolvableType.forType(argument);
            }
            return ResolvableType.forClassWithGenerics(raw, replaced).getType();
        }

        private static Type boxed(Class<?> raw) {
            return ClassUtils.resolvePrimitiveIfNecessary(raw);
        }

        private boolean isOpen(Type type) {
            if (!(type instanceof TypeVariable<?> variable)) {
                return type instanceof WildcardType;
            }
            if (!(variable.getGenericDeclaration() instanceof Class<?> declaring)) {
                return true;
            }
            int index = List.of(declaring.getTypeParameters()).indexOf(variable);
            ResolvableType argument =
                    ResolvableType.forClass(beanClass).as(declaring).getGeneric(index);
            return argument.equals(ResolvableType.NONE)
                    || argument.getType().equals(variable)
                    || isOpen(argument.getType());
        }
    }
}
