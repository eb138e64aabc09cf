package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The virtual threads that background refreshes run on. */
class VirtualThreadsTests {

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void theyAreNamedAndInheritNothing() throws Exception {
        InheritableThreadLocal<@Nullable String> inherited = new InheritableThreadLocal<>();
        inherited.set("of the caller");
        CompletableFuture<String> seen = new CompletableFuture<>();
        Thread thread = VirtualThreads.named("refresh-").newThread(() -> {
            Thread self = Thread.currentThread();
            seen.complete(self.getName() + " of " + self.getThreadGroup().getName() + " sees " + inherited.get());
        });
        thread.start();
        assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo("refresh-1 of VirtualThreads sees null");
        inherited.remove();
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void olderMachineSaysThatItHasNone() {
        assertThatThrownBy(() -> VirtualThreads.named("refresh-"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This JVM has no virtual threads. Use Java 21 or later, or set"
                        + " spring.threads.virtual.enabled to false.");
    }
}
