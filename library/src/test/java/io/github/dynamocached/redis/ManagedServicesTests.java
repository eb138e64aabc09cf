package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.RespConnection;
import io.github.dynamocached.servers.RespException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redisson.config.Config;

/** A Redis that denies what a managed service denies. The page of the services has the lists. */
class ManagedServicesTests {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern RIGHT = Pattern.compile("\\+([a-z]+(?:\\\\?\\|[a-z]+)?)");
    private static final Duration LAG = Duration.ofMillis(500);

    private static String page(String name) {
        try {
            return Files.readString(Path.of("docs", name));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The cells of a table, row by row, without its head. */
    private static Stream<List<String>> rows(String head) {
        return page("managed-services.md")
                .lines()
                .dropWhile(line -> !line.equals(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> List.of(line.substring(1).split("(?<!\\\\)\\|")));
    }

    private static Stream<String> codes(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1).replace("\\|", "|"));
    }

    record Service(String name, List<String> denied) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Service> services() {
        return rows("| service | denied commands |")
                .map(row -> new Service(row.get(0).strip(), codes(row.get(1)).toList()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("services")
    void nothingThatTheServiceDeniesIsNeeded(Service service) {
        assertThat(service.denied()).contains("config", "shutdown");
        try (RedisServer server = RedisServer.start()) {
            boolean partsOfCommands = service.denied().stream().anyMatch(command -> command.contains("|"));
            assumeTrue(
                    !partsOfCommands || server.majorVersion() >= 7, "Redis 7 is the first to deny parts of commands");
            Stream<String> user = Stream.of("ACL", "SETUSER", "cache", "on", ">secret", "~*", "&*", "+@all");
            server.execute(Stream.concat(user, service.denied().stream().map(command -> "-" + command))
                    .toArray());
            assertDenied(server);
            Config config = Connections.configOf(server).setUsername("cache").setPassword("secret");
            try (TrackedCache node = new TrackedCache(config, LAG)) {
                RedisAclTests.useAll(node.connection);
                node.awaitWatch();
                server.execute("DEL", node.name());
                node.awaitTold(node.operations.key);
            }
            assertThat(RedisAclTests.refused(server)).isEmpty();
        }
    }

    private static void assertDenied(RedisServer server) {
        try (RespConnection user = server.connect()) {
            user.execute("AUTH", "cache", "secret");
            assertThatExceptionOfType(RespException.class)
                    .isThrownBy(() -> user.execute("CONFIG", "GET", "save"))
                    .withMessageStartingWith("NOPERM");
        }
        server.execute("ACL", "LOG", "RESET");
    }

    @Test
    void theCommandsOfThePageAreTheRightsOfTheUser() {
        String rights = page("connections.md");
        String section = rights.substring(rights.indexOf("## Rights of an ACL user"));
        String granted = section.substring(0, section.indexOf("Redisson finds replicas"));
        Set<String> commands = new TreeSet<>();
        rows("| commands | needed for | without them |")
                .forEach(row -> codes(row.get(0))
                        .map(command -> command.toLowerCase(Locale.ROOT).replace(' ', '|'))
                        .forEach(commands::add));

        assertThat(commands)
                .hasSizeGreaterThan(20)
                .containsExactlyInAnyOrderElementsOf(RIGHT.matcher(granted)
                        .results()
                        .map((MatchResult right) -> right.group(1).replace("\\|", "|"))
                        .toList());
    }
}
