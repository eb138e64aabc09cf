package io.github.dynamocached.example.chat;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A user writes too fast: status 429 with {@code Retry-After} in whole seconds. */
class TooManyMessagesException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    TooManyMessagesException(ChatSettings settings, Duration wait) {
        this(settings, Math.max(1, (wait.toMillis() + 999) / 1000));
    }

    private TooManyMessagesException(ChatSettings settings, long seconds) {
        super(
                HttpStatus.TOO_MANY_REQUESTS,
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "More than " + settings.messages() + " messages in "
                                + settings.window().toSeconds() + " s. Send the next one in " + seconds + " s."),
                null);
        getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    }
}
