package io.github.dynamocached.example.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

class AddedLatencyTests {

    private static final Duration ADDED = Duration.ofMillis(20);

    private static void send() {
        InterceptorContext request = InterceptorContext.builder()
                .request(GetItemRequest.builder().build())
                .build();
        new AddedLatency(ADDED).beforeTransmission(request, new ExecutionAttributes());
    }

    @Test
    void aRequestWaitsBeforeItIsSent() {
        long begin = System.nanoTime();
        send();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(ADDED);
    }

    @Test
    void anInterruptedRequestIsNotSent() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(AbortedException.class).isThrownBy(AddedLatencyTests::send);
        assertThat(Thread.interrupted()).isTrue();
    }
}
