package io.github.dynamocached;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** How a failure is named in the log, where its text may hold a key. */
class FailuresTests {

    private final Exception secret = new ArithmeticException("secret");

    @Test
    void failureIsNamedByItsClassAndThatOfItsDeepestCause() {
        assertThat(Failures.nameOf(secret)).isEqualTo("java.lang.ArithmeticException");
        assertThat(Failures.nameOf(new IllegalStateException("secret", new RuntimeException(secret))))
                .isEqualTo("java.lang.IllegalStateException caused by java.lang.ArithmeticException");
    }

    @Test
    void whatOnlyCarriesAFailureIsLeftOut() {
        assertThat(Failures.nameOf(new CompletionException(new ExecutionException(
                        new InvocationTargetException(new UndeclaredThrowableException(secret))))))
                .isEqualTo("java.lang.ArithmeticException");
        assertThat(Failures.nameOf(new CompletionException(new IllegalStateException("secret", secret))))
                .isEqualTo("java.lang.IllegalStateException caused by java.lang.ArithmeticException");
    }

    @Test
    void carrierWithoutACauseIsNamedItself() {
        assertThat(Failures.nameOf(new CompletionException("secret", null)))
                .isEqualTo("java.util.concurrent.CompletionException");
    }
}
