package io.github.dynamocached.servers;

/** An error reply of Redis. The message is that of the server, which begins with a code: {@code OOM command not allowed ...}. */
public final class RespException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RespException(String message) {
        super(message);
    }
}
