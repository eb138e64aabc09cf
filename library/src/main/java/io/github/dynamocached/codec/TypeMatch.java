package io.github.dynamocached.codec;

import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;

/** Compares a declared type with that of a converter of the AWS SDK. */
final class TypeMatch {

    private TypeMatch() {}

    /** Whether values of the converter are those of the type. A converter may leave open what its type is made of. */
    static boolean matches(Type declared, EnhancedType<?> converted) {
        if (converted.isWildcard()) {
            return false;
        }
        List<EnhancedType<?>> parameters = parametersOf(converted);
        if (declared instanceof Class<?> type) {
            return MethodType.methodType(type).wrap().returnType() == converted.rawClass();
        }
        if (!(declared instanceof ParameterizedType generic) || generic.getRawType() != converted.rawClass()) {
            return false;
        }
        Type[] arguments = generic.getActualTypeArguments();
        boolean matches = parameters.isEmpty() || parameters.size() == arguments.length;
        for (int i = 0; matches && i < parameters.size(); i++) {
            matches = matches(arguments[i], parameters.get(i));
        }
        return matches;
    }

    /** The type as Java writes it. */
    static String text(EnhancedType<?> type) {
        List<EnhancedType<?>> parameters = parametersOf(type);
        return parameters.isEmpty()
                ? type.rawClass().getTypeName()
                : parameters.stream()
                        .map(TypeMatch::text)
                        .collect(Collectors.joining(", ", type.rawClass().getTypeName() + "<", ">"));
    }

    private static List<EnhancedType<?>> parametersOf(EnhancedType<?> type) {
        List<EnhancedType<?>> parameters = type.rawClassParameters();
        return parameters == null ? List.of() : parameters;
    }
}
