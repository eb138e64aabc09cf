package io.github.dynamocached.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoncesTests {

    @Test
    void identitiesOfNodesAreShortAndDiffer() {
        Set<String> names = new HashSet<>();
        for (int node = 0; node < 1000; node++) {
            String first = new Nonces().writer();
            assertThat(first).matches("[A-Za-z0-9_-]{10}-1");
            names.add(first);
        }
        assertThat(names).hasSize(1000);
    }

    /** Two fences of that length fit 64 bytes, with their deadlines. */
    @Test
    void identityHasSeventeenCharactersAtTheTwoThousandMillionth() {
        Nonces nonces = new Nonces();
        assertThat(nonces.nonce(2_000_000_000)).hasSize(17).endsWith("-x2qxvk");
        assertThat(nonces.nonce(nonces.next())).endsWith("-1");
        assertThat(nonces.writer()).endsWith("-2");
    }
}
