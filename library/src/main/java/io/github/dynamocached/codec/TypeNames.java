package io.github.dynamocached.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JavaType;

/** Names of types with their type arguments, such as {@code List<Turn>}. They do not depend on who made the type. */
final class TypeNames {

    private TypeNames() {}

    /** For messages and hashes. */
    static String full(JavaType type) {
        return name(type, Class::getName);
    }

    /** For type ids. */
    static String simple(JavaType type) {
        return name(type, TypeNames::simple);
    }

    private static String simple(Class<?> type) {
        return type.getName().substring(type.getName().lastIndexOf('.') + 1).replace('$', '.');
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
