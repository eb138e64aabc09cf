package io.github.dynamocached.aop;

import java.io.Serial;

/** No value of a type can be part of a key. */
final class KeyTypeException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    KeyTypeException(String message) {
        super(message);
    }
}
