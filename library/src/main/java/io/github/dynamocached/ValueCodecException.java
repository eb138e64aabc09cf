package io.github.dynamocached;

/** A value that cannot be encoded or decoded. Neither its message nor its cause holds any part of the value. */
public final class ValueCodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception. It has no cause, because messages of codecs may hold values.
     *
     * @param message what went wrong, with types and attribute names but without values
     */
    public ValueCodecException(String message) {
        super(message);
    }
}
