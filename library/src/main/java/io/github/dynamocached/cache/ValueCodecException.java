package io.github.dynamocached.cache;

/** A value that cannot be encoded or decoded. Neither its message nor its cause holds any part of the value. */
public final class ValueCodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception without a cause, because the texts of codecs' exceptions hold values.
     *
     * @param message what went wrong, with types and attribute names but without values
     */
    public ValueCodecException(String message) {
        super(message);
    }
}
