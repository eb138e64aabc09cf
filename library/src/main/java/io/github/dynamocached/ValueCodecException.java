package io.github.dynamocached;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** A value that cannot be encoded or decoded. Neither its message nor its cause holds any part of the value. */
public final class ValueCodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 20;

    /**
     * Creates the exception. It has no cause, because messages of codecs may hold values.
     *
     * @param message what went wrong, with types and attribute names but without values
     */
    public ValueCodecException(String message) {
        super(message);
    }

    /**
     * Names a failure by its class and that of its deepest cause, without their texts, which may hold values. What only
     * carries a failure from another thread or through reflection is left out.
     *
     * @param failure whatever was thrown
     * @return for example {@code a.ConversionFailure caused by java.lang.ArithmeticException}
     */
    public static String nameOf(Throwable failure) {
        Throwable first = failure;
        Throwable deepest = failure;
        for (int i = 0; i < DEEPEST && deepest.getCause() != null; i++) {
            first = first == deepest && isCarrier(deepest) ? deepest.getCause() : first;
            deepest = deepest.getCause();
        }
        String name = first.getClass().getName();
        return deepest == first
                ? name
                : name + " caused by " + deepest.getClass().getName();
    }

    private static boolean isCarrier(Throwable failure) {
        return failure instanceof CompletionException
                || failure instanceof ExecutionException
                || failure instanceof InvocationTargetException
                || failure instanceof UndeclaredThrowableException;
    }
}
