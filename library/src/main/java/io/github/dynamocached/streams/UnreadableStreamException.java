package io.github.dynamocached.streams;

/** A stream cannot be followed until somebody changes something. The message says where, what is wrong and what to do. */
final class UnreadableStreamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableStreamException(String problem) {
        super(problem, null, false, false);
    }
}
