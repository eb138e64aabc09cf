package io.github.dynamocached.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JavaType;

/** Names of types with their type arguments, such as {@code List<Turn>}. They do not depend on who made the type. */
final class TypeNames {

    private static final int LONGEST_SIMPLE = 16;

    private TypeNames() {}

    /** For messages and hashes. */
    static String full(JavaType type) {
        return name(type, Class::getName);
    }

    /** For type ids: the beginning of a name, because field names of up to 64 bytes cost Redis least. */
    static String simple(JavaType type) {
        String name = name(type, TypeNames::simple);
        return name.substring(0, Math.min(name.length(), LONGEST_SIMPLE));
    }

    private static String simple(Class<?> type) {
        String name = type.getName();
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    private static String name(JavaType type, Function<Class<?>, String> names) {
        if (type.isArrayType()) {
            return name(type.getContentType(), names) + "[]";
        }
        String raw = names.apply(type.getRawClass());
        if (type.containedTypeCount() == 0) {
            return raw;
        }
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < type.containedTypeCount(); i++) {
            arguments.add(name(type.containedType(i), names));
        }
        return raw + "<" + String.join(",", arguments) + ">";
    }
}
