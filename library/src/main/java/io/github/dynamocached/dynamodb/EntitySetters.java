package io.github.dynamocached.dynamodb;

import java.beans.BeanInfo;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.lang.annotation.Annotation;
import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbFlatten;

/**
 * The constructor and the setters that the schema of an annotated bean calls. With them an entity is made without the map of
 * attributes that the schema takes, which costs several times as many bytes as the entity.
 */
public final class EntitySetters {

    private final Supplier<Object> constructor;
    private final Map<String, BiConsumer<Object, Object>> byAttribute;

    private EntitySetters(Supplier<Object> constructor, Map<String, BiConsumer<Object, Object>> byAttribute) {
        this.constructor = constructor;
        this.byAttribute = byAttribute;
    }

    /**
     * The setters of a bean, null if the schema does more than to call one setter for each of its attributes, or if it is not
     * certain that these are the setters.
     */
    static @Nullable EntitySetters of(Class<?> type, TableSchema<?> schema, Lookup access) {
        try {
            Map<String, BiConsumer<Object, Object>> setters = new HashMap<>();
            BeanInfo bean = Introspector.getBeanInfo(type);
            for (PropertyDescriptor property : bean.getPropertyDescriptors()) {
                if (annotation(property, DynamoDbFlatten.class) != null) {
                    return null;
                }
                String attribute = attributeOf(property);
                boolean isAttribute = property.getReadMethod() != null
                        && property.getWriteMethod() != null
                        && schema.attributeNames().contains(attribute);
                if (isAttribute && setters.put(attribute, setter(property, access)) != null) {
                    return null;
                }
            }
            boolean areAll = setters.keySet().containsAll(schema.attributeNames());
            return areAll ? new EntitySetters(constructor(type, access), setters) : null;
        } catch (IntrospectionException | ReflectiveOperationException | RuntimeException unusual) {
            return null;
        }
    }

    private static String attributeOf(PropertyDescriptor property) {
        DynamoDbAttribute named = annotation(property, DynamoDbAttribute.class);
        return named == null ? property.getName() : named.value();
    }

    private static <A extends Annotation> @Nullable A annotation(PropertyDescriptor property, Class<A> type) {
        A onGetter = annotation(property.getReadMethod(), type);
        return onGetter == null ? annotation(property.getWriteMethod(), type) : onGetter;
    }

    private static <A extends Annotation> @Nullable A annotation(@Nullable Method method, Class<A> type) {
        return method == null ? null : method.getAnnotation(type);
    }

    @SuppressWarnings("unchecked")
    private static BiConsumer<Object, Object> setter(PropertyDescriptor property, Lookup access)
            throws ReflectiveOperationException {
        MethodHandle setter = access.unreflect(property.getWriteMethod());
        MethodType called = MethodType.methodType(
                void.class,
                setter.type().parameterType(0),
                ClassUtils.resolvePrimitiveIfNecessary(setter.type().parameterType(1)));
        return (BiConsumer<Object, Object>) bridge(access, BiConsumer.class, "accept", called, setter);
    }

    @SuppressWarnings("unchecked")
    private static Supplier<Object> constructor(Class<?> type, Lookup access) throws ReflectiveOperationException {
        MethodHandle constructor = access.unreflectConstructor(type.getDeclaredConstructor());
        return (Supplier<Object>) bridge(access, Supplier.class, "get", constructor.type(), constructor);
    }

    @SuppressWarnings("ThrowSpecificExceptions")
    private static Object bridge(Lookup access, Class<?> type, String name, MethodType called, MethodHandle target)
            throws ReflectiveOperationException {
        try {
            CallSite site = LambdaMetafactory.metafactory(
                    access, name, MethodType.methodType(type), called.erase(), target, called);
            return site.getTarget().invoke();
        } catch (ReflectiveOperationException | RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** {@return a new entity without any attribute} */
    public Object create() {
        return constructor.get();
    }

    /**
     * The setter of an attribute.
     *
     * @param attribute an attribute of the schema
     * @return sets the attribute of an entity to a value that the converter of the schema has made
     * @throws IllegalArgumentException if the schema has no such attribute
     */
    public BiConsumer<Object, Object> setterOf(String attribute) {
        BiConsumer<Object, Object> setter = byAttribute.get(attribute);
        if (setter == null) {
            throw new IllegalArgumentException("There is no such attribute");
        }
        return setter;
    }
}
