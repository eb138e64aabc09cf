package io.github.dynamocached.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Children of tests end when their main methods fail. */
class ChildJvmTests {

    static final class Failing {

        private Failing() {}

        public static void main(String[] arguments) {
            new Thread(() -> {
                        while (arguments.length == 1) {
                            Thread.onSpinWait();
                        }
                    })
                    .start();
            System.out.println(arguments[0]);
            throw new IllegalStateException("planted");
        }
    }

    static final class Telling {

        private Telling() {}

        public static void main(String[] arguments) {
            System.out.println(String.join(" ", ChildJvm.tuning()));
        }
    }

    @Test
    void childCompilesAndCollectsAsItsParentUnlessItIsToldOtherwise() throws Exception {
        try (ChildJvm child = ChildJvm.running(List.of("-XX:MaxRAM=1g"), Telling.class)) {
            List<String> expected = new ArrayList<>(ChildJvm.tuning());
            expected.add("-XX:MaxRAM=1g");
            assertThat(child.nextLine()).isEqualTo(String.join(" ", expected));
        }
    }

    @Test
    void childWhoseMainMethodThrowsEndsThoughItsThreadsRunOn() throws Exception {
        try (ChildJvm child = ChildJvm.running(Failing.class, "ready")) {
            assertThat(child.nextLine()).isEqualTo("ready");
            assertThat(child.nextLine()).isNull();
            assertThat(child.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(child.process().exitValue()).isEqualTo(1);
        }
    }
}
