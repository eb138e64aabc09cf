package io.github.dynamocached.example.page;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A button of the page cannot do its work now: status 409 with a problem detail, which the page shows. */
class ConflictException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    ConflictException(String detail) {
        super(HttpStatus.CONFLICT, ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, detail), null);
    }
}
