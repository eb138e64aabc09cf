package io.github.dynamocached.dynamodb;

import java.lang.invoke.MethodHandles.Lookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NativeDetector;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.BeanTableSchemaParams;
import software.amazon.awssdk.enhanced.dynamodb.mapper.ImmutableTableSchemaParams;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbImmutable;

/**
 * The entities of an application and their schemas. An entity has a {@code TableSchema} bean or is annotated with
 * {@code @DynamoDbBean} or {@code @DynamoDbImmutable}. The schema of an annotated class is built at its first use.
 *
 * <p>A registry does no input or output. Many threads may use it at once, and known schemas are found without a lock.
 */
public final class EntitySchemas {

    private final Map<Class<?>, TableSchema<?>> given;
    private final ConcurrentMap<Class<?>, TableSchema<?>> built = new ConcurrentHashMap<>();
    private final boolean isNative;
    private final ConcurrentMap<Class<?>, Optional<Class<?>>> entities = new ConcurrentHashMap<>();

    /**
     * A registry.
     *
     * @param given schemas of the application, one per class; they override annotations
     * @throws IllegalArgumentException if two different schemas describe one class
     */
    public EntitySchemas(Collection<? extends TableSchema<?>> given) {
        this(given, NativeDetector.inNativeImage(NativeDetector.Context.BUILD, NativeDetector.Context.RUN));
    }

    /** @param isNative whether no class can be made at run time, as the AWS SDK does for the annotations of an entity */
    EntitySchemas(Collection<? extends TableSchema<?>> given, boolean isNative) {
        this.isNative = isNative;
        Map<Class<?>, TableSchema<?>> byType = new HashMap<>();
        for (TableSchema<?> schema : given) {
            Class<?> type = schema.itemType().rawClass();
            TableSchema<?> other = byType.put(type, schema);
            if (other != null && other != schema) {
                throw new IllegalArgumentException(
                        "Two TableSchema beans describe " + type.getName() + ". Keep only one of them.");
            }
        }
        this.given = Map.copyOf(byType);
    }

    /**
     * Whether a class itself is an entity. A subclass of an entity is one only if it has a schema of its own.
     *
     * @param type any class
     * @return whether {@link #schemaOf(Class)} has a schema for it
     */
    public boolean isEntity(Class<?> type) {
        return given.containsKey(type)
                || type.getDeclaredAnnotation(DynamoDbBean.class) != null
                || type.getDeclaredAnnotation(DynamoDbImmutable.class) != null;
    }

    /**
     * The schema of an entity.
     *
     * @param type a class for which {@link #isEntity(Class)} holds
     * @param <T> the class
     * @return always the same schema for the same class
     * @throws IllegalArgumentException if the class is not an entity, or if its annotations do not make a schema
     */
    @SuppressWarnings("unchecked")
    public <T> TableSchema<T> schemaOf(Class<T> type) {
        TableSchema<?> schema = given.get(type);
        if (schema == null) {
            schema = built.get(type);
        }
        if (schema == null) {
            schema = built.computeIfAbsent(type, this::build);
        }
        return (TableSchema<T>) schema;
    }

    /**
     * The entity that a class is or extends: the class itself, else the nearest superclass, else an interface. So a proxy or an
     * anonymous subclass belongs to its entity.
     *
     * @param type any class
     * @return the entity, empty if there is none
     */
    public Optional<Class<?>> entityOf(Class<?> type) {
        Optional<Class<?>> known = entities.get(type);
        return known != null ? known : entities.computeIfAbsent(type, this::search);
    }

    /**
     * What makes an entity as its schema does, without a map of attributes.
     *
     * @param type a class for which {@link #isEntity(Class)} holds
     * @return null if only the schema can make it: a schema of the application, of an immutable class, or with flattened
     *     attributes
     */
    public @Nullable EntitySetters settersOf(Class<?> type) {
        boolean isBean = !given.containsKey(type)
                && type.getDeclaredAnnotation(DynamoDbBean.class) != null
                && type.getDeclaredAnnotation(DynamoDbImmutable.class) == null;
        Lookup access = isBean ? EntityAccess.to(type) : null;
        return access == null ? null : EntitySetters.of(type, schemaOf(type), access);
    }

    private TableSchema<?> build(Class<?> type) {
        if (!isEntity(type)) {
            throw new IllegalArgumentException(type.getName()
                    + " is not an entity. Annotate it with @DynamoDbBean or @DynamoDbImmutable, or define a"
                    + " TableSchema bean for it.");
        }
        if (isNative) {
            throw new IllegalArgumentException("The AWS SDK cannot make a TableSchema from the annotations of "
                    + type.getName() + " in a native image. Define a TableSchema bean for the class, made with"
                    + " StaticTableSchema.builder.");
        }
        try {
            return schemaWithAccessTo(type);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The annotations of " + type.getName()
                            + " do not make a TableSchema; the cause says why. Correct them, or define a TableSchema"
                            + " bean for the class.",
                    e);
        }
    }

    private static <T> TableSchema<T> schemaWithAccessTo(Class<T> type) {
        Lookup access = EntityAccess.to(type);
        if (access == null) {
            return TableSchema.fromClass(type);
        }
        return type.getDeclaredAnnotation(DynamoDbImmutable.class) != null
                ? TableSchema.fromImmutableClass(
                        ImmutableTableSchemaParams.builder(type).lookup(access).build())
                : TableSchema.fromBean(
                        BeanTableSchemaParams.builder(type).lookup(access).build());
    }

    private Optional<Class<?>> search(Class<?> type) {
        List<Class<?>> interfaces = new ArrayList<>();
        for (@Nullable Class<?> candidate = type; candidate != null; candidate = candidate.getSuperclass()) {
            if (isEntity(candidate)) {
                return Optional.of(candidate);
            }
            interfaces.addAll(Arrays.asList(candidate.getInterfaces()));
        }
        for (int i = 0; i < interfaces.size(); i++) {
            if (isEntity(interfaces.get(i))) {
                return Optional.of(interfaces.get(i));
            }
            interfaces.addAll(Arrays.asList(interfaces.get(i).getInterfaces()));
        }
        return Optional.empty();
    }
}
