package io.github.dynamocached.codec;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbImmutable;

/**
 * The difference between a loaded value and what a hit would return. It names classes and properties, never values.
 *
 * @param kind what is lost
 * @param loaded the class of what was loaded
 * @param decoded the class of what a hit would return
 * @param owner the class that has it in a property, null where only collections lie around it
 * @param property the name of that property
 */
record Loss(
        Kind kind,
        Class<?> loaded,
        Class<?> decoded,
        @Nullable Class<?> owner,
        @Nullable String property) {

    /** What may be lost. */
    enum Kind {
        CLASS,
        VALUE,
        ORDER,
        EQUALITY
    }

    static Loss of(Kind kind, Class<?> loaded, Class<?> decoded) {
        return new Loss(kind, loaded, decoded, null, null);
    }

    /** The same in a property, unless it is known to be in one further inside. */
    Loss in(Class<?> newOwner, String newProperty) {
        return property == null ? new Loss(kind, loaded, decoded, newOwner, newProperty) : this;
    }

    /** What is lost, and what to do about it. */
    String text() {
        return switch (kind) {
            case CLASS ->
                "a hit would return a " + decoded.getName() + " instead of a " + loaded.getName()
                        + (property == null ? "" : " at " + place()) + ". " + remedyOfClass();
            case ORDER ->
                "a hit would return a " + decoded.getName() + " without its comparator"
                        + (property == null ? "" : " at " + place())
                        + ". Use the natural order, or declare a List, Set or Map, which keeps the order of its"
                        + " contents.";
            case EQUALITY ->
                "a hit would return a " + loaded.getName() + (property == null ? "" : " at " + place())
                        + " that is not equal to the loaded one. Write and read everything that its equals"
                        + " compares.";
            case VALUE -> valueText();
        };
    }

    private String valueText() {
        if (property == null) {
            return "a hit would return a different " + loaded.getName()
                    + ". Return another type, or add a serializer and a"
                    + " deserializer for it with a ValueMapperCustomizer.";
        }
        return "a hit would return a different " + place()
                + ". Let Jackson or the entity's schema write and read it: remove @JsonIgnore, WRITE_ONLY,"
                + " @DynamoDbIgnore and the like, or add a setter or a constructor parameter. If hits may"
                + " differ in it, make its field transient.";
    }

    private String remedyOfClass() {
        boolean isEntity =
                decoded.isAnnotationPresent(DynamoDbBean.class) || decoded.isAnnotationPresent(DynamoDbImmutable.class);
        String remedy = "Return instances of " + decoded.getName() + " itself, or declare " + loaded.getName();
        return isEntity
                ? remedy + ", with @DynamoDbBean on it."
                : remedy + ", or annotate " + decoded.getName()
                        + " with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) and @JsonSubTypes.";
    }

    private String place() {
        return "'" + property + "' of " + (owner == null ? "" : owner.getName());
    }
}
