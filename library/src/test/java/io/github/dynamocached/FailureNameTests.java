package io.github.dynamocached;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** How a failure is named in the log, where its text may hold a key. */
class FailureNameTests {

    private final Exception secret = new ArithmeticException("secret");

    @Test
    void failureIsNamedByItsClassAndThatOfItsDeepestCause() {
        assertThat(ValueCodecException.nameOf(secret)).isEqualTo("java.lang.ArithmeticException");
        assertThat(ValueCodecException.nameOf(new IllegalStateException("secret", new RuntimeException(secret))))
                .isEqualTo("java.lang.IllegalStateException caused by java.lang.ArithmeticException");
    }

    @Test
    void whatOnlyCarriesAFailureIsLeftOut() {
        assertThat(ValueCodecException.nameOf(new CompletionException(new ExecutionException(
                        new InvocationTargetException(new UndeclaredThrowableException(secret))))))
                .isEqualTo("java.lang.ArithmeticException");
        assertThat(ValueCodecException.nameOf(new CompletionException(new IllegalStateException("secret", secret))))
                .isEqualTo("java.lang.IllegalStateException caused by java.lang.ArithmeticException");
    }

    @Test
    void carrierWithoutACauseIsNamedItself() {
        assertThat(ValueCodecException.nameOf(new CompletionException("secret", null)))
                .isEqualTo("java.util.concurrent.CompletionException");
    }
}
