package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.autoconfigure.AccountRepository.Booking;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;

/** Caches with a format or a compression of their own, on a real Redis. */
class BlobFormsTests {

    private static final Booking BOOKING = new Booking("1", 1234567890123L, "fee ".repeat(100));

    private final RedisServer redis = SharedServers.redis();
    private final String prefix = "test-" + UUID.randomUUID();
    private final ApplicationContextRunner application = Applications.runner()
            .withBean(AccountRepository.class)
            .withPropertyValues(
                    "spring.data.redis.url=" + redis.uri(),
                    "dynamocached.key-prefix=" + prefix,
                    "dynamocached.defaults.hold-off=0s",
                    "dynamocached.redis.timeout=5s",
                    "dynamocached.redis.evict-timeout=5s",
                    "ttl.of.short=200ms");

    private void play(Consumer<AccountRepository> scenario, String... properties) {
        application.withPropertyValues(properties).run(context -> {
            LocalServers.awaitRedis(context);
            AccountRepository repository = context.getBean(AccountRepository.class);
            repository.book(BOOKING);
            repository.save(Account.of("1", "Ann"));
            repository.calls().clear();
            scenario.accept(repository);
        });
    }

    /** The name of the only blob of the account. */
    private String blob() {
        List<?> fields = (List<?>) Objects.requireNonNull(redis.execute("HKEYS", prefix + ":accounts:1"));
        return fields.stream()
                .map(String::valueOf)
                .filter(name -> name.startsWith("@v:"))
                .findFirst()
                .orElseThrow();
    }

    /** The numbers of the first bytes of the blob. */
    private List<Object> firstBytes(int count) {
        String script = "return {string.byte(redis.call('HGET', KEYS[1], ARGV[1]), 1, " + count + ")}";
        Object numbers = redis.execute("EVAL", script, "1", prefix + ":accounts:1", blob());
        return List.copyOf((List<?>) Objects.requireNonNull(numbers));
    }

    @Test
    void listsOfRecordsAreCborAndEntitiesStayReadable() {
        play(
                repository -> {
                    repository.find("1");
                    assertThat(repository.lastBookings("1", 5)).containsExactly(BOOKING);
                    assertThat(repository.lastBookings("1", 5)).containsExactly(BOOKING);
                    assertThat(repository.calls()).containsExactly("find 1", "lastBookings 1");
                    assertThat(redis.execute("HGET", prefix + ":accounts:1", "name"))
                            .isEqualTo("Ann");
                    assertThat(firstBytes(1)).as("an array of one").containsExactly(0x81L);
                },
                "dynamocached.caches.accounts.format=cbor");
    }

    @Test
    void largeBlobsAreCompressed() {
        play(
                repository -> {
                    repository.lastBookings("1", 5);
                    assertThat(repository.lastBookings("1", 5)).containsExactly(BOOKING);
                    assertThat(repository.calls()).hasSize(1);
                    assertThat((Long) redis.execute("HSTRLEN", prefix + ":accounts:1", blob()))
                            .isLessThan(150);
                    assertThat(firstBytes(3)).containsExactly(1L, 0L, 0L);
                },
                "dynamocached.defaults.compress-above=300B");
    }

    @ParameterizedTest
    @CsvSource({"format=cbor", "compress-above=100B"})
    void changeIsAMissOnEitherSideOfADeployment(String change) {
        play(before -> play(
                after -> {
                    before.lastBookings("1", 5);
                    for (AccountRepository node : List.of(after, before, after)) {
                        node.calls().clear();
                        assertThat(node.lastBookings("1", 5)).containsExactly(BOOKING);
                        assertThat(node.calls()).hasSize(1);
                        assertThat(node.lastBookings("1", 5)).containsExactly(BOOKING);
                        assertThat(node.calls()).hasSize(1);
                    }
                },
                "dynamocached.caches.accounts." + change));
    }

    @Test
    void garbageAndBombsAreMisses() {
        List<String> planted = List.of(
                "1, 0x7F, 0xFF, 0xFF, 0xFF, 0x4B, 0x4C, 0x04, 0x00",
                "1, 0, 0x0F, 0, 0, 0x4B, 0x4C, 0x04, 0x00",
                "1, 0, 0, 0, 9, 1, 2, 3",
                "0, 0x9F, 0xBF",
                "2, 3",
                "0x9F, 0xFF");
        play(
                repository -> {
                    repository.lastBookings("1", 5);
                    for (String bytes : planted) {
                        repository.calls().clear();
                        String script = "redis.call('HSET', KEYS[1], ARGV[1], string.char(" + bytes + "))";
                        redis.execute("EVAL", script, "1", prefix + ":accounts:1", blob());
                        assertThat(repository.lastBookings("1", 5)).containsExactly(BOOKING);
                        assertThat(repository.calls()).as(bytes).hasSize(1);
                        assertThat(repository.lastBookings("1", 5)).containsExactly(BOOKING);
                        assertThat(repository.calls()).as(bytes).hasSize(1);
                    }
                },
                "dynamocached.caches.accounts.format=cbor",
                "dynamocached.caches.accounts.compress-above=100B");
    }

    private static ApplicationContextRunner file(ApplicationContextRunner application, String... lines) {
        return application.withInitializer(context -> {
            ByteArrayResource file =
                    new ByteArrayResource(String.join("\n", lines).getBytes(StandardCharsets.UTF_8), "application.yml");
            try {
                new YamlPropertySourceLoader()
                        .load("file", file)
                        .forEach(source ->
                                context.getEnvironment().getPropertySources().addFirst(source));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    @Test
    void cborWithoutItsLibraryStopsTheStart() {
        ApplicationContextRunner configured = file(
                Applications.runner()
                        .withPropertyValues("spring.data.redis.url=" + redis.uri())
                        .withClassLoader(new FilteredClassLoader("tools.jackson.dataformat.cbor")),
                "dynamocached:",
                "  defaults:",
                "    format: CBOR",
                "  caches:",
                "    accounts:",
                "      format: cbor",
                "    \"[eu.users]\":",
                "      format: cbor",
                "    labels:",
                "      format: json");
        String advice = ": \"cbor\" cannot be used. Use json, or add the dependency"
                + " tools.jackson.dataformat:jackson-dataformat-cbor.";
        configured.run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("dynamocached.caches.accounts.format" + advice)
                .hasMessageContaining("dynamocached.caches[eu.users].format" + advice)
                .hasMessageContaining("dynamocached.defaults.format" + advice));
    }

    @Test
    void unknownFormatStopsTheStart() {
        application
                .withPropertyValues("dynamocached.defaults.format=msgpack")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessage("dynamocached.defaults.format: \"msgpack\" is not supported. Use json or cbor."));
    }
}
