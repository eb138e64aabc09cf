package io.github.dynamocached.codec;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;

/** The part of an inspection that visits the properties of beans and records. */
final class JsonBeanInspection {

    private static final String OF_A_LIBRARY = "If it is a class of a library, return a record with its contents.";

    private final JsonTypeInspection inspection;

    JsonBeanInspection(JsonTypeInspection inspection) {
        this.inspection = inspection;
    }

    void visit(JavaType type, String place, BeanDeserializerBase reader) {
        if (type.getRawClass().getName().startsWith("java.")) {
            throw inspection.refusal(
                    type,
                    place,
                    "is a JDK class that Jackson cannot write and read",
                    "Use another type, or add a serializer and a deserializer with a ValueMapperCustomizer.");
        }
        ValueSerializer<?> writer = inspection.writing().findValueSerializer(type);
        ValueInstantiator maker = reader.getValueInstantiator();
        boolean empty = writer instanceof UnknownSerializer;
        boolean properties = writer instanceof BeanSerializerBase;
        requireMaker(type, place, empty || (properties ? makesOfProperties(maker) : makesOfOneValue(maker)));
        if (empty || properties) {
            requireCommonProperty(type, place, reader, writer);
        }
        visitProperties(type, place, reader);
    }

    private static boolean makesOfProperties(ValueInstantiator maker) {
        return maker.canCreateUsingDefault() || maker.canCreateFromObjectWith() || maker.canCreateUsingDelegate();
    }

    private static boolean makesOfOneValue(ValueInstantiator maker) {
        return maker.canCreateUsingDelegate()
                || maker.canCreateUsingArrayDelegate()
                || maker.canCreateFromString()
                || maker.canCreateFromInt()
                || maker.canCreateFromLong()
                || maker.canCreateFromDouble()
                || maker.canCreateFromBigInteger()
                || maker.canCreateFromBigDecimal()
                || maker.canCreateFromBoolean();
    }

    private void visitProperties(JavaType type, String place, BeanDeserializerBase reader) {
        Map<String, Runnable> visits = new TreeMap<>();
        BeanDescription description = inspection.reading().introspectBeanDescription(type);
        for (BeanPropertyDefinition property : description.findProperties()) {
            if (property.couldDeserialize()) {
                visits.put(
                        property.getName(),
                        () -> inspection.visit(property.getPrimaryType(), below(place, property.getName())));
            }
        }
        for (SettableBeanProperty property : properties(reader)) {
            visits.put(
                    property.getName(),
                    () -> inspection.visit(
                            property.getType(),
                            below(place, property.getName()),
                            property.getValueDeserializer(),
                            typeIds(property)));
        }
        if (description.findJsonValueAccessor() != null) {
            JavaType form = description.findJsonValueAccessor().getType();
            inspection.text().append('=').append(TypeNames.full(form));
        }
        inspection.text().append('{');
        visits.forEach((name, visit) -> {
            inspection.text().append(name.length()).append(':').append(name).append('=');
            visit.run();
            inspection.text().append(';');
        });
        inspection.text().append('}');
    }

    private @Nullable TypeDeserializer typeIds(SettableBeanProperty property) {
        return property.getType().getContentType() == null
                ? property.getValueTypeDeserializer()
                : inspection.reading().findPropertyContentTypeDeserializer(property.getType(), property.getMember());
    }

    private void requireMaker(JavaType type, String place, boolean has) {
        if (!has) {
            throw inspection.refusal(
                    type,
                    place,
                    "has no constructor or factory method that Jackson can call with what it writes",
                    "Make it a record, give it a constructor without parameters, or annotate one with @JsonCreator"
                            + " (mode = DELEGATING beside @JsonValue). " + OF_A_LIBRARY);
        }
    }

    private void requireCommonProperty(
            JavaType type, String place, BeanDeserializerBase reader, ValueSerializer<?> writer) {
        Set<String> names = new HashSet<>();
        writer.properties().forEachRemaining(property -> names.add(property.getName()));
        boolean common = inspection.reading().introspectBeanDescription(type).findProperties().stream()
                .anyMatch(property -> names.contains(property.getName()) && property.couldDeserialize());
        for (SettableBeanProperty property : properties(reader)) {
            common |= names.contains(property.getName());
        }
        if (!common) {
            throw inspection.refusal(
                    type,
                    place,
                    "has no property that Jackson both writes and reads",
                    "Make it a record, or give its properties getters and setters. " + OF_A_LIBRARY);
        }
    }

    private static Iterable<SettableBeanProperty> properties(BeanDeserializerBase reader) {
        Map<String, SettableBeanProperty> properties = new TreeMap<>();
        for (Iterator<SettableBeanProperty> all = reader.creatorProperties(); all.hasNext(); ) {
            SettableBeanProperty property = all.next();
            properties.put(property.getName(), property);
        }
        for (Iterator<SettableBeanProperty> all = reader.properties(); all.hasNext(); ) {
            SettableBeanProperty property = all.next();
            properties.put(property.getName(), property);
        }
        return properties.values();
    }

    private static String below(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }
}
