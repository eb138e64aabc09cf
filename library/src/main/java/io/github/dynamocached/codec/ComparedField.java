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
 * @param isHidden whether nothing outside of the class can read it, not by a method of its name either
 */
record ComparedField(Field field, boolean isHidden) {

    static ComparedField of(Field field, Class<?> type) {
        return new ComparedField(field, Modifier.isPrivate(field.getModifiers()) && !hasAccessor(field, type));
    }

    /** Static, synthetic and transient fields are no state, nor is what Kotlin computes lazily from the others. */
    static boolean isState(Field field) {
        return !field.isSynthetic()
                && !Modifier.isStatic(field.getModifiers())
                && !Modifier.isTransient(field.getModifiers())
                && !field.getType().getName().equals("kotlin.Lazy");
    }

    private static boolean hasAccessor(Field field, Class<?> type) {
        String name = field.getName();
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        Set<String> accessors = Set.of(name, "get" + capital, "is" + capital);
        return Stream.concat(
                        Arrays.stream(type.getMethods()),
                        Arrays.stream(field.getDeclaringClass().getDeclaredMethods()))
                .anyMatch(method -> isAccessor(method) && accessors.contains(method.getName()));
    }

    private static boolean isAccessor(Method method) {
        return method.getParameterCount() == 0 && !Modifier.isPrivate(method.getModifiers());
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
}
