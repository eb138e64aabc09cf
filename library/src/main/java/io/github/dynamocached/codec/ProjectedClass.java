package io.github.dynamocached.codec;

import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbIgnore;

/**
 * How instances of a class are made of the values of its properties: a record by its canonical constructor, a bean by its
 * setters, and a class with one constructor by that, if it has an accessor for each parameter. Reflection is used once per
 * class; what comes out are method handles.
 *
 * @param properties the properties in the order in which the maker takes their values
 * @param maker takes an array of all values and gives an instance
 */
record ProjectedClass(List<Property> properties, Maker maker) {

    /** Makes an instance of the values of all properties. */
    @FunctionalInterface
    interface Maker {
        Object make(@Nullable Object[] values) throws Throwable;
    }

    /** The class as one of the three kinds, empty if it is none of them or may not be used. */
    static Optional<ProjectedClass> of(Class<?> type) {
        boolean isData = !type.isInterface()
                && !type.isArray()
                && !type.isEnum()
                && !type.isPrimitive()
                && !type.getName().startsWith("java.")
                && !Modifier.isAbstract(type.getModifiers());
        try {
            return isData ? Optional.ofNullable(made(type)) : Optional.empty();
        } catch (IllegalAccessException | IntrospectionException | NoSuchMethodException | RuntimeException closed) {
            return Optional.empty();
        }
    }

    private static @Nullable ProjectedClass made(Class<?> type)
            throws IllegalAccessException, IntrospectionException, NoSuchMethodException {
        if (type.isRecord()) {
            return ofRecord(type);
        }
        List<Constructor<?>> constructors = List.of(type.getDeclaredConstructors());
        Optional<Constructor<?>> empty = constructors.stream()
                .filter(one -> one.getParameterCount() == 0)
                .findAny();
        if (empty.isPresent()) {
            return ofBean(type, empty.get());
        }
        List<Constructor<?>> named = constructors.stream()
                .filter(one -> Stream.of(one.getParameters()).allMatch(Parameter::isNamePresent))
                .filter(one -> !one.isSynthetic())
                .toList();
        return named.size() == 1 ? ofConstructor(type, named.get(0)) : null;
    }

    private static ProjectedClass ofRecord(Class<?> type) throws IllegalAccessException, NoSuchMethodException {
        RecordComponent[] components = type.getRecordComponents();
        List<Property> properties = new ArrayList<>();
        for (RecordComponent component : components) {
            properties.add(Property.of(component.getName(), component.getAccessor(), null));
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return new ProjectedClass(properties, makerOf(type.getDeclaredConstructor(types)));
    }

    private static ProjectedClass ofConstructor(Class<?> type, Constructor<?> constructor)
            throws IllegalAccessException, NoSuchMethodException {
        List<Property> properties = new ArrayList<>();
        for (Parameter parameter : constructor.getParameters()) {
            properties.add(Property.of(parameter.getName(), accessorOf(type, parameter), null));
        }
        return new ProjectedClass(properties, makerOf(constructor));
    }

    private static Method accessorOf(Class<?> type, Parameter parameter) throws NoSuchMethodException {
        String name = parameter.getName();
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Stream.of(name, "get" + capital, "is" + capital)
                .flatMap(accessor -> Stream.of(type.getMethods())
                        .filter(method -> method.getName().equals(accessor) && method.getParameterCount() == 0))
                .filter(method -> method.getGenericReturnType().equals(parameter.getParameterizedType()))
                .findFirst()
                .orElseThrow(NoSuchMethodException::new);
    }

    private static ProjectedClass ofBean(Class<?> type, Constructor<?> constructor)
            throws IllegalAccessException, IntrospectionException {
        MethodHandle created = handle(constructor).asType(MethodType.methodType(Object.class));
        List<Property> properties = new ArrayList<>();
        List<MethodHandle> setters = new ArrayList<>();
        for (PropertyDescriptor property : Introspector.getBeanInfo(type).getPropertyDescriptors()) {
            Method getter = property.getReadMethod();
            Method setter = property.getWriteMethod();
            if (getter != null && setter != null && !isIgnored(getter) && !isIgnored(setter)) {
                properties.add(Property.of(property.getName(), getter, setter));
                setters.add(handle(setter).asType(MethodType.methodType(void.class, Object.class, Object.class)));
            }
        }
        return new ProjectedClass(properties, values -> {
            Object bean = created.invokeExact();
            for (int i = 0; i < values.length; i++) {
                setters.get(i).invokeExact(bean, values[i]);
            }
            return bean;
        });
    }

    private static boolean isIgnored(Method method) {
        return method.isAnnotationPresent(DynamoDbIgnore.class);
    }

    private static Maker makerOf(Constructor<?> constructor) throws IllegalAccessException {
        MethodHandle created = handle(constructor)
                .asSpreader(Object[].class, constructor.getParameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
        return values -> (Object) created.invokeExact(values);
    }

    /** A handle on a method or constructor, whatever its visibility. */
    static MethodHandle handle(Executable executable) throws IllegalAccessException {
        executable.setAccessible(true);
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        return executable instanceof Method method
                ? lookup.unreflect(method)
                : lookup.unreflectConstructor((Constructor<?>) executable);
    }

    /**
     * A component of a record, or a property of another class that stands for an attribute.
     *
     * @param name its name
     * @param attribute the name of the attribute, which is its own unless it has a {@link DynamoDbAttribute}
     * @param type its type
     * @param getter takes an instance and gives the value, both as {@link Object}
     */
    record Property(String name, String attribute, Type type, MethodHandle getter) {

        private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

        /**
         * A property.
         *
         * @param getter gives its value
         * @param other may have the annotation too, null for nothing
         * @throws IllegalAccessException if the getter may not be called
         */
        static Property of(String name, Method getter, @Nullable AnnotatedElement other) throws IllegalAccessException {
            DynamoDbAttribute named = getter.getAnnotation(DynamoDbAttribute.class);
            if (named == null && other != null) {
                named = other.getAnnotation(DynamoDbAttribute.class);
            }
            return new Property(
                    name,
                    named == null ? name : named.value(),
                    getter.getGenericReturnType(),
                    handle(getter).asType(GETTER));
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
}
