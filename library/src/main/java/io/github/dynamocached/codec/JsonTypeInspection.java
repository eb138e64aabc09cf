package io.github.dynamocached.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.dynamocached.dynamodb.EntitySchemas;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;

/**
 * One walk through everything that Jackson would read for a result type. It refuses what cannot be read back, and writes
 * a text of names and types that changes when the schema does. It asks the deserializers that will do the work rather
 * than the classes, so that annotations, modules and mix-ins count; properties go by name, so that the text does not
 * depend on the order of reflection.
 */
final class JsonTypeInspection {

    private final EntitySchemas schemas;
    private final String root;
    private final DeserializationContext reading;
    private final SerializationContext writing;
    private final StringBuilder text = new StringBuilder(256);
    private final Set<JavaType> seen = new HashSet<>();
    private final JsonBeanInspection beans;

    private JsonTypeInspection(ObjectMapper mapper, EntitySchemas schemas, JavaType root) {
        this.schemas = schemas;
        this.root = TypeNames.full(root);
        this.reading = mapper._deserializationContext();
        this.writing = mapper._serializationContext();
        this.beans = new JsonBeanInspection(this);
    }

    /** Describes a type or refuses it with an {@link IllegalArgumentException}. */
    static String describe(ObjectMapper mapper, EntitySchemas schemas, JavaType type) {
        JsonTypeInspection inspection = new JsonTypeInspection(mapper, schemas, type);
        inspection.visit(type, "");
        return inspection.text.toString();
    }

    /** Whether Jackson reads the type as a bean of exactly this class. */
    static boolean isBean(ObjectMapper mapper, JavaType type) {
        DeserializationContext reading = mapper._deserializationContext();
        return reading.findTypeDeserializer(type) == null
                && reading.findContextualValueDeserializer(type, null) instanceof BeanDeserializerBase;
    }

    DeserializationContext reading() {
        return reading;
    }

    SerializationContext writing() {
        return writing;
    }

    StringBuilder text() {
        return text;
    }

    void visit(JavaType type, String place) {
        visit(type, place, null, null);
    }

    /**
     * Visits a type.
     *
     * @param own the deserializer of a property, null for that of the type
     * @param typed the reader of type ids of a property, or of its contents if it has any; null for that of the type
     */
    void visit(JavaType type, String place, @Nullable ValueDeserializer<?> own, @Nullable TypeDeserializer typed) {
        if (own != null && isForeign(own)) {
            text.append(TypeNames.full(type)).append('~').append(own.getClass().getName());
            return;
        }
        Class<?> raw = type.getRawClass();
        if (schemas.isEntity(raw)) {
            text.append("entity").append(SchemaText.of(schemas.schemaOf(raw)));
            return;
        }
        requireAccepted(type, place);
        boolean typedItself = typed != null && type.getContentType() == null;
        TypeDeserializer typeIds = typedItself ? typed : find(type, place, () -> reading.findTypeDeserializer(type));
        if (typeIds != null) {
            visitSubtypes(type, place, typeIds);
        } else {
            visitUntyped(type, place, typed);
        }
    }

    /** The subtypes of a type with {@code @JsonTypeInfo}. */
    private void visitSubtypes(JavaType type, String place, TypeDeserializer typeIds) {
        JsonTypeInfo.Id mechanism = typeIds.getTypeIdResolver().getMechanism();
        if (mechanism == JsonTypeInfo.Id.CLASS || mechanism == JsonTypeInfo.Id.MINIMAL_CLASS) {
            throw refusal(
                    type,
                    place,
                    "would be instantiated from a class name in Redis",
                    "Annotate it with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) and @JsonSubTypes.");
        }
        Map<String, JavaType> subtypes = subtypes(type);
        if (subtypes.isEmpty()) {
            throw refusal(type, place, "has no subtype that Jackson knows", "Name its subtypes with @JsonSubTypes.");
        }
        text.append(mechanism).append('(');
        subtypes.forEach((name, subtype) -> {
            text.append(name.length()).append(':').append(name).append('=');
            visitUntyped(subtype, place, null);
            text.append(';');
        });
        text.append(')');
    }

    private Map<String, JavaType> subtypes(JavaType type) {
        DeserializationConfig config = reading.getConfig();
        Map<String, JavaType> subtypes = new TreeMap<>();
        for (NamedType named : config.getSubtypeResolver()
                .collectAndResolveSubtypesByTypeId(config, reading.introspectClassAnnotations(type))) {
            JavaType subtype = named.getType() == type.getRawClass()
                    ? type
                    : reading.constructSpecializedType(type, named.getType());
            if (subtype.isConcrete()) {
                subtypes.put(named.hasName() ? named.getName() : TypeNames.full(subtype), subtype);
            }
        }
        return subtypes;
    }

    /**
     * Visits a type of which exactly this class is read.
     *
     * @param content the reader of type ids of its contents, null for that of their type
     */
    private void visitUntyped(JavaType type, String place, @Nullable TypeDeserializer content) {
        if (type.isMapLikeType()) {
            requireKey(type.getKeyType(), place + "{key}");
        }
        ValueDeserializer<?> deserializer =
                find(type, place, () -> reading.findContextualValueDeserializer(type, null));
        requireBuildable(type, place, deserializer);
        if (isForeign(deserializer)) {
            text.append(TypeNames.full(type))
                    .append('~')
                    .append(deserializer.getClass().getName());
        } else if (type.isMapLikeType()) {
            text.append(type.getRawClass().getName()).append('<');
            visitScalar(type.getKeyType(), place + "{key}");
            text.append(',');
            visit(type.getContentType(), place + "{}", null, content);
            text.append('>');
        } else if (type.isContainerType() || type.isReferenceType()) {
            text.append(type.isArrayType() ? "array" : type.getRawClass().getName())
                    .append('<');
            visit(type.getContentType(), place + (type.isReferenceType() ? "" : "[]"), null, content);
            text.append('>');
        } else if (deserializer instanceof BeanDeserializerBase bean) {
            visitBean(type, place, bean);
        } else {
            visitScalar(type, place);
        }
    }

    IllegalArgumentException refusal(JavaType type, String place, String reason, String remedy) {
        return RefusedType.refusal(root, place, TypeNames.full(type), reason, remedy);
    }

    private void requireAccepted(JavaType type, String place) {
        RefusedType.of(type.getRawClass()).ifPresent(kind -> {
            throw refusal(type, place, kind.reason(), kind.remedy());
        });
    }

    private void visitBean(JavaType type, String place, BeanDeserializerBase bean) {
        text.append(TypeNames.full(type));
        if (seen.add(type)) {
            beans.visit(type, place, bean);
        }
    }

    private void visitScalar(JavaType type, String place) {
        text.append(TypeNames.full(type));
        if (type.isEnumType()) {
            text.append(SchemaText.constants(type.getRawClass()));
        }
        for (int i = 0; i < type.containedTypeCount(); i++) {
            visit(type.containedType(i), place + "<" + i + ">");
        }
    }

    /** A key is written as a text of its own, so a class without a declared text would not come back. */
    private void requireKey(JavaType key, String place) {
        Class<?> raw = key.getRawClass();
        requireAccepted(key, place);
        boolean declared = raw.isEnum()
                || raw.getName().startsWith("java.")
                || find(key, place, () -> hasTextOfKey(reading.introspectBeanDescription(key)));
        if (!declared || schemas.isEntity(raw)) {
            throw refusal(
                    key,
                    place,
                    "cannot be a map key in JSON",
                    "Use a String, a number or an enum, or annotate a method of the key with @JsonKey.");
        }
        find(key, place, () -> reading.findKeyDeserializer(key, null));
    }

    private static boolean hasTextOfKey(BeanDescription description) {
        return description.findJsonKeyAccessor() != null || description.findJsonValueAccessor() != null;
    }

    private void requireBuildable(JavaType type, String place, ValueDeserializer<?> deserializer) {
        boolean abstractType = deserializer instanceof AbstractDeserializer;
        boolean uninstantiable = deserializer instanceof ValueInstantiator.Gettable gettable
                && !type.isArrayType()
                && gettable.getValueInstantiator() != null
                && !gettable.getValueInstantiator().canInstantiate();
        if (abstractType || (uninstantiable && !(deserializer instanceof BeanDeserializerBase))) {
            throw refusal(
                    type,
                    place,
                    "is an interface or an abstract class that Jackson cannot build",
                    "Declare a concrete class, or annotate it with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) and"
                            + " @JsonSubTypes.");
        }
    }

    private <R> R find(JavaType type, String place, Search<R> search) {
        try {
            return search.run();
        } catch (JacksonException | IllegalArgumentException e) {
            throw refusal(
                    type,
                    place,
                    "has annotations or properties that Jackson refuses with "
                            + e.getClass().getSimpleName(),
                    "Read it with a JsonMapper in a test to see why.");
        }
    }

    private static boolean isForeign(@Nullable ValueDeserializer<?> deserializer) {
        return deserializer != null && !deserializer.getClass().getName().startsWith("tools.jackson.databind.");
    }

    /** A question to Jackson, which answers null where there is nothing to find. */
    private interface Search<R> {
        R run();
    }
}
