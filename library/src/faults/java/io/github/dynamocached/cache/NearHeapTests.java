package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.ChildJvm;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The budget of near values is one of heap, whatever the values are. */
@Tag("full")
class NearHeapTests {

    private static final long BUDGET = 64L << 20;

    @ParameterizedTest
    @EnumSource
    void nodeHoldsNoMoreThanItsBudgetAndUsesMostOfIt(NearHeapProcess.Shape shape) throws IOException {
        try (ChildJvm node = ChildJvm.running(
                List.of("-Xmx700m", "-XX:+UseSerialGC"), NearHeapProcess.class, shape.name(), "" + BUDGET)) {
            String[] said = Objects.requireNonNull(node.nextLine()).split(" ", 3);
            long heap = Long.parseLong(said[0]);
            long counted = Long.parseLong(said[1]);
            System.out.printf(
                    "Near values, %s: %,d keys, %,d bytes by the budget, %,d bytes of heap%n",
                    shape, Long.parseLong(said[2]), counted, heap);
            assertThat(counted).isBetween(BUDGET * 9 / 10, BUDGET);
            assertThat(heap).isBetween(BUDGET / 2, BUDGET * 21 / 20);
        }
    }
}
