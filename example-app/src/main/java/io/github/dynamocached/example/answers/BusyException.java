package io.github.dynamocached.example.answers;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Too many others do the same: status 503 with a problem detail and {@code Retry-After}. */
public class BusyException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param detail a sentence that says what is busy
     */
    public BusyException(String detail) {
        super(
                HttpStatus.SERVICE_UNAVAILABLE,
                ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail),
                null);
        getHeaders().set("Retry-After", "1");
    }
}
