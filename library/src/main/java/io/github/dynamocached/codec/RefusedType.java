package io.github.dynamocached.codec;

import java.io.InputStream;
import java.io.Reader;
import java.io.Serializable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.core.BytesWrapper;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.Page;

/**
 * A kind of types that are never cached, although Jackson would accept some of them.
 *
 * @param matches whether a class is of this kind
 * @param reason what is wrong, following the name of the class
 * @param remedy what to do, a sentence
 */
record RefusedType(Predicate<Class<?>> matches, String reason, String remedy) {

    private static final List<RefusedType> ALL = List.of(
            new RefusedType(
                    anyOf(void.class, Void.class),
                    "holds nothing",
                    "Cache a method that returns a value, or evict with @DynamoEvict."),
            new RefusedType(
                    anyOf(Object.class, Serializable.class, Comparable.class, Cloneable.class, Number.class),
                    "does not say which type to decode",
                    "Declare the actual type, such as a record."),
            new RefusedType(
                    anyOf(Class.class, ClassLoader.class),
                    "would be instantiated from a name in Redis",
                    "Return a String or an enum instead."),
            new RefusedType(
                    anySubtypeOf(Future.class, CompletionStage.class),
                    "is not a value yet",
                    "Return the value that it completes with."),
            new RefusedType(
                    anySubtypeOf(
                                    BaseStream.class,
                                    Iterator.class,
                                    Enumeration.class,
                                    SdkIterable.class,
                                    Publisher.class,
                                    Page.class,
                                    InputStream.class,
                                    Reader.class)
                            .or(anyOf(Iterable.class)),
                    "is read lazily or only once",
                    "Collect it and return a List."),
            new RefusedType(
                    anySubtypeOf(EnhancedDocument.class),
                    "is a document without a schema",
                    "Define a TableSchema bean for it, with TableSchema.documentSchemaBuilder(), or return an"
                            + " entity or a record."),
            new RefusedType(
                    anySubtypeOf(SdkPojo.class),
                    "belongs to a request or a response of the AWS SDK, which Jackson cannot read",
                    "Return an entity, or convert the item to a record."),
            new RefusedType(
                    anySubtypeOf(BytesWrapper.class),
                    "holds bytes in a form that Jackson cannot read",
                    "Return a byte[]."),
            new RefusedType(
                    anySubtypeNamed("org.springframework.data.domain.Slice"),
                    "is a page, which Jackson cannot read",
                    "Cache a method that returns the content as a List, and build the page in its caller."),
            new RefusedType(
                    anySubtypeNamed("org.springframework.http.HttpEntity"),
                    "is an HTTP response, which Jackson cannot read",
                    "Cache a method that returns the body, and build the response in the controller."));

    /** By name, as the library that has it may be missing. */
    private static Predicate<Class<?>> anySubtypeNamed(String name) {
        return type -> isNamed(type, name);
    }

    private static boolean isNamed(@Nullable Class<?> type, String name) {
        return type != null
                && (type.getName().equals(name)
                        || isNamed(type.getSuperclass(), name)
                        || Arrays.stream(type.getInterfaces()).anyMatch(each -> isNamed(each, name)));
    }

    static Optional<RefusedType> of(Class<?> type) {
        return ALL.stream().filter(kind -> kind.matches.test(type)).findFirst();
    }

    private static Predicate<Class<?>> anyOf(Class<?>... types) {
        return Set.of(types)::contains;
    }

    private static Predicate<Class<?>> anySubtypeOf(Class<?>... types) {
        return type -> Arrays.stream(types).anyMatch(refused -> refused.isAssignableFrom(type));
    }

    /**
     * A refusal.
     *
     * @param root the result type
     * @param place where in it the refused type is, empty for the root itself
     * @param type the name of the refused type
     * @param reason what is wrong, following the name
     * @param remedy what to do, a sentence
     */
    static IllegalArgumentException refusal(String root, String place, String type, String reason, String remedy) {
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
            throw refusal(
                    root.getTypeName(),
                    "",
                    type.getTypeName(),
                    kind + ", so the type to decode is unknown",
                    "Declare the actual type instead.");
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
