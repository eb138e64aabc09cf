package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A stampede on a cold item by caching clients of two processes, which have read nothing yet. */
@Tag("full")
class ColdClientsTests {

    private static final int ROUNDS = 5;
    private static final int THREADS = 100;

    @Test
    void twoHundredThreadsOfTwoProcessesMakeOneRequest() throws IOException {
        try (IndexedTable table = new IndexedTable()) {
            for (int round = 0; round < ROUNDS; round++) {
                String owner = "cold-" + round;
                table.put(owner, 1, Map.of("name", text(owner)));
                assertThat(requests(table.name(), owner)).as("round %d", round).isEqualTo(1);
            }
        }
    }

    private static int requests(String table, String owner) throws IOException {
        String namespace = ClientNode.newNamespace();
        List<ChildJvm> children = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                children.add(ChildJvm.running(
                        ColdClientProcess.class,
                        String.valueOf(SharedServers.redis().port()),
                        SharedServers.dynamoDb().endpoint().toString(),
                        table,
                        namespace,
                        owner,
                        String.valueOf(THREADS)));
            }
            for (ChildJvm child : children) {
                assertThat(child.nextLine()).isEqualTo("ready");
            }
            children.forEach(child -> child.say("go"));
            int requests = 0;
            for (ChildJvm child : children) {
                String[] said = Objects.requireNonNull(child.nextLine()).split(" ", -1);
                requests += Integer.parseInt(said[0]);
                assertThat(said[1]).isEqualTo(String.valueOf(THREADS));
            }
            return requests;
        } finally {
            children.forEach(ChildJvm::close);
        }
    }
}
