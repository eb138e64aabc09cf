package io.github.dynamocached.codec;

import java.lang.reflect.Field;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

/**
 * How instances of a class are compared. Reflection is used once per class.
 *
 * @param manner the manner
 * @param hasOwnEquals whether the class has another {@code equals} than {@link Object}
 * @param isSeenWhole whether the fields are all of its state
 * @param fields its state, as far as that is in fields that can be read
 */
record ComparedClass(Manner manner, boolean hasOwnEquals, boolean isSeenWhole, List<ComparedField> fields) {

    private static final ClassValue<ComparedClass> KNOWN = new ClassValue<>() {
        @Override
        protected ComparedClass computeValue(Class<?> type) {
            return inspected(type);
        }
    };

    /** By what instances of a class are compared. */
    enum Manner {
        ARRAY,
        COLLECTION,
        MAP,
        ENTRY,
        OPTIONAL,
        REFERENCE,
        DOCUMENT,
        ATTRIBUTE,
        EQUALS,
        TEXT,
        FIELDS,
        BYTES
    }

    static ComparedClass of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static ComparedClass inspected(Class<?> type) {
        boolean ownEquals = hasOwnEquals(type);
        List<ComparedField> fields = new ArrayList<>();
        boolean isSeenWhole = canBeRead(type) && addFields(type, fields);
        return new ComparedClass(manner(type, ownEquals), ownEquals, isSeenWhole, List.copyOf(fields));
    }

    private static Manner manner(Class<?> type, boolean ownEquals) {
        Manner ofContents = mannerOfContents(type);
        if (ofContents != null) {
            return ofContents;
        }
        boolean isText = type == URL.class || JsonNode.class.isAssignableFrom(type);
        boolean isValue = Number.class.isAssignableFrom(type) || CharSequence.class.isAssignableFrom(type);
        if (isText || (isValue && isOfPlatform(type) && !ownEquals)) {
            return Manner.TEXT;
        }
        boolean isClosed = type.isEnum() || Enum.class.isAssignableFrom(type) || isOfPlatform(type) || isOfSdk(type);
        if (isClosed) {
            return ownEquals ? Manner.EQUALS : Manner.BYTES;
        }
        return Manner.FIELDS;
    }

    private static @Nullable Manner mannerOfContents(Class<?> type) {
        if (type.isArray()) {
            return Manner.ARRAY;
        } else if (Collection.class.isAssignableFrom(type)) {
            return Manner.COLLECTION;
        } else if (Map.class.isAssignableFrom(type)) {
            return Manner.MAP;
        } else if (Map.Entry.class.isAssignableFrom(type)) {
            return Manner.ENTRY;
        } else if (type == Optional.class) {
            return Manner.OPTIONAL;
        } else if (type == AtomicReference.class) {
            return Manner.REFERENCE;
        } else if (type == AttributeValue.class) {
            return Manner.ATTRIBUTE;
        }
        return EnhancedDocument.class.isAssignableFrom(type) ? Manner.DOCUMENT : null;
    }

    /** Not where a class that it names is missing, as those of optional libraries. */
    private static boolean canBeRead(Class<?> type) {
        try {
            for (Class<?> each = type; each != null && !isOfPlatform(each); each = each.getSuperclass()) {
                Object[] unused = each.getDeclaredFields();
                unused = each.getDeclaredMethods();
            }
            return true;
        } catch (LinkageError missing) {
            return false;
        }
    }

    /** Adds the fields of a class and its superclasses, and says whether that is all. */
    private static boolean addFields(Class<?> type, List<ComparedField> fields) {
        boolean all = true;
        Class<?> each = type;
        for (; each != null && !isOfPlatform(each); each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (ComparedField.isState(field)) {
                    if (field.trySetAccessible()) {
                        fields.add(ComparedField.of(field, type));
                    } else {
                        all = false;
                    }
                }
            }
        }
        return all && (each == null || each == Object.class || each == Record.class);
    }

    static boolean hasOwnEquals(Class<?> type) {
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException ofAnInterface) {
            return false;
        }
    }

    private static boolean isOfPlatform(Class<?> type) {
        return type.isPrimitive()
                || Stream.of("java.", "javax.", "jdk.", "sun.")
                        .anyMatch(prefix -> type.getName().startsWith(prefix));
    }

    private static boolean isOfSdk(Class<?> type) {
        return type.getName().startsWith("software.amazon.awssdk.");
    }
}
