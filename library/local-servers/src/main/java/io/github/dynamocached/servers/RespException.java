package io.github.dynamocached.servers;

/** An error that Redis answered. Its message is the server's, code first: {@code OOM command not allowed ...}. */
public final class RespException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RespException(String message) {
        super(message);
    }
}
