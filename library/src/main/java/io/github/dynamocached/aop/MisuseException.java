package io.github.dynamocached.aop;

/** An annotation that cannot be worked with. Its message says where it is, what is wrong and what to do. */
final class MisuseException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    MisuseException(String message) {
        super(message);
    }
}
