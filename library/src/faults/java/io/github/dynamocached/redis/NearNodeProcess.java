package io.github.dynamocached.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A node as a process of its own that reads one item. It says {@code near} once the item comes from its memory. After each line that
 * it is sent, it reads once and says the version that it got, and then {@code near} again.
 */
final class NearNodeProcess {

    private NearNodeProcess() {}

    /** Takes the port of Redis, the port and the name of the database, and the item. */
    public static void main(String[] arguments) throws IOException {
        int item = Integer.parseInt(arguments[3]);
        VersionedItems database = new VersionedItems(Integer.parseInt(arguments[1]), arguments[2]);
        try (NearNode node = new NearNode(Integer.parseInt(arguments[0]), database);
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String unused = node.awaitNear(item);
            System.out.println("near");
            while (lines.readLine() != null) {
                System.out.println(NearNode.versionOf(node.read(item)));
                unused = node.awaitNear(item);
                System.out.println("near");
            }
        }
    }
}
