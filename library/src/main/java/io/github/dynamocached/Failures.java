package io.github.dynamocached;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Looks into what was thrown, without its messages, which may hold values. */
public final class Failures {

    private static final int DEEPEST = 20;

    private Failures() {}

    /**
     * Names a failure by its class and that of its deepest cause. Exceptions that only carry a failure from another thread or
     * through reflection are left out.
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

    /**
     * Takes a failure out of the exceptions in which dependent stages have wrapped it.
     *
     * @param failure the exception of a stage
     * @return what was thrown
     */
    public static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
