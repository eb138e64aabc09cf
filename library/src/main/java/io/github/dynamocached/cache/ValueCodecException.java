package io.github.dynamocached.cache;

/** A value that cannot be encoded or decoded. Neither its message nor its cause holds any part of the value. */
public final class ValueCodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 20;

    /**
     * An exception without a cause, because the texts of codecs' exceptions hold values.
     *
     * @param message what went wrong, with types and attribute names but without values
     */
    public ValueCodecException(String message) {
        super(message);
    }

    /**
     * Names a failure by its class and that of its deepest cause, without their texts, which may hold values.
     *
     * @param failure whatever was thrown
     * @return for example {@code a.ConversionFailure caused by java.lang.ArithmeticException}
     */
    public static String nameOf(Throwable failure) {
        Throwable deepest = failure;
        for (int i = 0; i < DEEPEST && deepest.getCause() != null; i++) {
            deepest = deepest.getCause();
        }
        String name = failure.getClass().getName();
        return deepest == failure
                ? name
                : name + " caused by " + deepest.getClass().getName();
    }
}
