package io.github.dynamocached.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;

/**
 * A component of a record, or a property of another class that stands for an attribute.
 *
 * @param name its name
 * @param attribute the name of the attribute, which is its own unless it has a {@link DynamoDbAttribute}
 * @param type its type
 * @param getter takes an instance and gives the value, both as {@link Object}
 */
record ProjectedProperty(String name, String attribute, Type type, MethodHandle getter) {

    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

    /**
     * A property.
     *
     * @param getter gives its value
     * @param other may have the annotation too, null for nothing
     * @throws IllegalAccessException if the getter may not be called
     */
    static ProjectedProperty of(String name, Method getter, @Nullable AnnotatedElement other)
            throws IllegalAccessException {
        DynamoDbAttribute named = getter.getAnnotation(DynamoDbAttribute.class);
        if (named == null && other != null) {
            named = other.getAnnotation(DynamoDbAttribute.class);
        }
        return new ProjectedProperty(
                name,
                named == null ? name : named.value(),
                getter.getGenericReturnType(),
                ProjectedClass.handle(getter).asType(GETTER));
    }

    /** What an attribute that is absent becomes: null, and in a primitive zero or false, as a bean's schema leaves it. */
    @Nullable
    Object whenAbsent() {
        return type instanceof Class<?> primitive && primitive.isPrimitive()
                ? Array.get(Array.newInstance(primitive, 1), 0)
                : null;
    }

    /** The value in an instance. */
    @Nullable
    Object of(Object instance) throws Throwable {
        return getter.invokeExact(instance);
    }
}
