package io.github.dynamocached.example.answers;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** What was asked for does not exist: status 404 with a problem detail. */
public class NotFoundException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /**
     * A problem for the client.
     *
     * @param detail what does not exist, in a sentence
     */
    public NotFoundException(String detail) {
        super(HttpStatus.NOT_FOUND, ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, detail), null);
    }
}
