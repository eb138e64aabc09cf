package io.github.dynamocached.dynamodb;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Turns values of DynamoDB into parts of keys. */
public final class KeyParts {

    private KeyParts() {}

    /**
     * The part of a key that a value is. A number has the same part however it is written, because keys have canonical numbers.
     *
     * @param value the value of an attribute
     * @return a String, a {@code BigDecimal} or bytes; null if the value has another type
     */
    public static @Nullable Object of(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s();
            case N -> number(value.n());
            case B -> value.b().asByteArray();
            default -> null;
        };
    }

    private static @Nullable Object number(String digits) {
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException unreadable) {
            return null;
        }
    }
}
