package io.github.dynamocached.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field that is part of an object's state.
 *
 * @param field the field, made accessible
 * @param accessor the method of its name that reads it, made accessible; null for none
 */
record ComparedField(Field field, @Nullable Method accessor) {

    static ComparedField of(Field field, Class<?> type) {
        return new ComparedField(field, accessorOf(field, type));
    }

    /** Static, synthetic and transient fields are no state, nor is what Kotlin computes lazily from the others. */
    static boolean isState(Field field) {
        return !field.isSynthetic()
                && !Modifier.isStatic(field.getModifiers())
                && !Modifier.isTransient(field.getModifiers())
                && !field.getType().getName().equals("kotlin.Lazy");
    }

    private static @Nullable Method accessorOf(Field field, Class<?> type) {
        String name = field.getName();
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        Set<String> accessors = Set.of(name, "get" + capital, "is" + capital);
        return Stream.concat(
                        Arrays.stream(type.getMethods()),
                        Arrays.stream(field.getDeclaringClass().getDeclaredMethods()))
                .filter(method -> isAccessor(method) && accessors.contains(method.getName()))
                .filter(Method::trySetAccessible)
                .findFirst()
                .orElse(null);
    }

    private static boolean isAccessor(Method method) {
        return method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && !Modifier.isStatic(method.getModifiers())
                && !Modifier.isPrivate(method.getModifiers());
    }

    /** Whether nothing outside of the class can read it, not by a method of its name either. */
    boolean isHidden() {
        return Modifier.isPrivate(field.getModifiers()) && accessor == null;
    }

    String name() {
        return field.getName();
    }

    @Nullable
    Object of(Object instance) {
        try {
            return field.get(instance);
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(closed);
        }
    }

    /** What others are shown of a private field, as a list that is made at its first use. */
    @Nullable
    Object shownBy(Object instance, Method reader) {
        try {
            return reader.invoke(instance);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
