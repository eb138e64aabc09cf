package io.github.dynamocached.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedProcessTests {

    @Test
    void whatAnEndedProcessPrintedCanBeReadWhenItIsKilled() {
        GuardedProcess process = GuardedProcess.start(List.of("seq", "10000"));
        while (process.isAlive()) {
            Thread.onSpinWait();
        }

        process.kill();

        assertThat(process.lastOutput()).endsWith("9999" + System.lineSeparator() + "10000");
    }
}
