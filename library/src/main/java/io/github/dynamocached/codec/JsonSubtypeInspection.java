package io.github.dynamocached.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;

/** The part of an inspection that visits the subtypes of a type with {@code @JsonTypeInfo}. */
final class JsonSubtypeInspection {

    private final JsonTypeInspection inspection;

    JsonSubtypeInspection(JsonTypeInspection inspection) {
        this.inspection = inspection;
    }

    void visit(JavaType type, String place, TypeDeserializer typeIds) {
        JsonTypeInfo.Id mechanism = typeIds.getTypeIdResolver().getMechanism();
        if (mechanism == JsonTypeInfo.Id.CLASS || mechanism == JsonTypeInfo.Id.MINIMAL_CLASS) {
            throw inspection.refusal(
                    type,
                    place,
                    "would be instantiated from a class name in Redis",
                    "Annotate it with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) and @JsonSubTypes.");
        }
        Map<String, JavaType> subtypes = subtypes(type);
        if (subtypes.isEmpty()) {
            throw inspection.refusal(
                    type, place, "has no subtype that Jackson knows", "Name its subtypes with @JsonSubTypes.");
        }
        inspection.text().append(mechanism).append('(');
        subtypes.forEach((name, subtype) -> {
            inspection.text().append(name.length()).append(':').append(name).append('=');
            inspection.visitUntyped(subtype, place, null);
            inspection.text().append(';');
        });
        inspection.text().append(')');
    }

    private Map<String, JavaType> subtypes(JavaType type) {
        DeserializationConfig config = inspection.reading().getConfig();
        Map<String, JavaType> subtypes = new TreeMap<>();
        for (NamedType named : config.getSubtypeResolver()
                .collectAndResolveSubtypesByTypeId(config, inspection.reading().introspectClassAnnotations(type))) {
            JavaType subtype = named.getType() == type.getRawClass()
                    ? type
                    : inspection.reading().constructSpecializedType(type, named.getType());
            if (subtype.isConcrete()) {
                subtypes.put(named.hasName() ? named.getName() : TypeNames.full(subtype), subtype);
            }
        }
        return subtypes;
    }
}
