package io.github.dynamocached.aop;

import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Replaces the type variables in the types of inherited methods by what the class of the bean says. Types that are the
 * same come out equal, whatever classes they come from.
 *
 * @param beanClass the class of the bean
 */
record TypeArguments(Class<?> beanClass) {

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
