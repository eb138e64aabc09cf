package io.github.dynamocached.codec;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;

/** Says which type cannot be cached, where it is inside the result type, why, and what to do. */
final class Refusal {

    private Refusal() {}

    /**
     * A refusal.
     *
     * @param root the result type
     * @param place where in it the refused type is, empty for the root itself
     * @param type the name of the refused type
     * @param reason what is wrong, following the name
     * @param remedy what to do, a sentence
     */
    static IllegalArgumentException of(String root, String place, String type, String reason, String remedy) {
        return new IllegalArgumentException("A result of type " + root + " cannot be cached: " + type
                + (place.isEmpty() ? "" : " at '" + place + "'") + " " + reason + ". " + remedy);
    }

    /** Refuses wildcards and type variables, which the type that Jackson makes of them does not show any more. */
    static void requireConcrete(Type root) {
        requireConcrete(root, root);
    }

    private static void requireConcrete(Type root, Type type) {
        if (type instanceof WildcardType || type instanceof TypeVariable<?>) {
            String kind = type instanceof WildcardType ? "is a wildcard" : "is a type variable";
            throw of(
                    root.getTypeName(),
                    "",
                    type.getTypeName(),
                    kind + ", so nobody knows what to decode",
                    "Declare the type that is really returned in its place.");
        }
        if (type instanceof GenericArrayType array) {
            requireConcrete(root, array.getGenericComponentType());
        } else if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                requireConcrete(root, argument);
            }
        }
    }
}
