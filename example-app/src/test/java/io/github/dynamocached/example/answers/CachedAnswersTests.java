package io.github.dynamocached.example.answers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.codec.ResultCodecs;
import io.github.dynamocached.dynamodb.EntitySchemas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;

/** The answer of a controller cannot be cached, but its parts can. */
class CachedAnswersTests {

    @Test
    void answerOfAControllerIsRefusedWithAdviceThatCanBeFollowed() {
        ResultCodecs codecs = new ResultCodecs(new EntitySchemas(List.of()), List.of());
        assertThatThrownBy(() -> codecs.codecOf(ResponseEntity.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A result of type org.springframework.http.ResponseEntity cannot be cached:"
                        + " org.springframework.http.ResponseEntity is an HTTP response, which Jackson cannot read."
                        + " Cache a method that returns the body, and build the response in the controller.");
    }
}
