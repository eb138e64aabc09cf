package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.LocalServer;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.RespConnection;
import io.github.dynamocached.servers.TlsRedisServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Redis cannot be used as it is configured: the log says what to do, and nothing tells the password. */
@Tag("full")
class RefusedConnectionTests {

    private static final String PASSWORD = "pass7c1word";
    private static final String REPEATED = ". Nothing is cached until a retry in the background succeeds. ";
    private static final String OF_URL =
            "Correct the user and the password in spring.data.redis.url (property source 'test').";

    private final ApplicationContextRunner application = Applications.runner(SslAutoConfiguration.class)
            .withBean(AccountRepository.class)
            .withPropertyValues("ttl.of.short=200ms");

    /** Starts, calls, waits until something was logged of the connection, and ends. */
    private List<String> logOf(String... properties) {
        try (LogCapture log = new LogCapture()) {
            List<String> lines = new ArrayList<>();
            application.withPropertyValues(properties).run(context -> {
                assertThat(context).hasNotFailed();
                AccountRepository repository = context.getBean(AccountRepository.class);
                repository.save(Account.of("1", "Ann"));
                assertThat(repository.find("1")).contains(Account.of("1", "Ann"));
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> !log.of(RedisConnection.class).isEmpty());
                assertThat(context.getBean(RedisConnection.class).isConnected()).isFalse();
                lines.addAll(log.of(RedisConnection.class));
            });
            assertThat(log.text()).doesNotContain(PASSWORD);
            return lines;
        }
    }

    @Test
    void wrongPasswordIsNotLogged() {
        try (RedisServer server = RedisServer.start("--requirepass", "another")) {
            assertThat(logOf(url("redis://:" + PASSWORD + "@127.0.0.1:", server)))
                    .containsExactly(at("127.0.0.1", server)
                            + " refuses the user or the password, or requires one (WRONGPASS)" + REPEATED + OF_URL);
        }
    }

    @Test
    void passwordOfAnUnknownUserIsNotLogged() {
        try (RedisServer server = RedisServer.start()) {
            assertThat(logOf(url("redis://cache:" + PASSWORD + "@127.0.0.1:", server)))
                    .containsExactly(at("127.0.0.1", server)
                            + " refuses the user or the password, or requires one (WRONGPASS)" + REPEATED + OF_URL);
        }
    }

    @Test
    void passwordThatIsMissingIsMissed() {
        try (RedisServer server = RedisServer.start("--requirepass", PASSWORD)) {
            assertThat(logOf("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + server.port()))
                    .containsExactly(
                            at("127.0.0.1", server) + " refuses the user or the password, or requires one (NOAUTH)"
                                    + REPEATED + "Correct spring.data.redis.username and spring.data.redis.password.");
        }
    }

    @Test
    void passwordForAServerThatRefusesConnectionsIsNotLogged() {
        try (RedisServer server = RedisServer.start()) {
            server.kill();
            assertThat(logOf(url("redis://:" + PASSWORD + "@127.0.0.1:", server)))
                    .containsExactly(at("127.0.0.1", server) + " cannot be reached (ConnectException)" + REPEATED
                            + "If this lasts, check spring.data.redis.url (property source 'test').");
        }
    }

    @Test
    void passwordForAServerThatSpeaksNoTlsIsNotLogged() {
        try (RedisServer server = RedisServer.start()) {
            assertThat(logOf(url("rediss://:" + PASSWORD + "@localhost:", server)))
                    .containsExactly(at("localhost", server) + " cannot be reached (TimeoutException)" + REPEATED
                            + "If this lasts, check spring.data.redis.url (property source 'test').");
        }
    }

    @Test
    void certificateThatNobodyVouchesForIsRefused() {
        try (TlsRedisServer server = TlsRedisServer.start()) {
            assertThat(logOf(url("rediss://:" + PASSWORD + "@localhost:", server)))
                    .containsExactly(at("localhost", server)
                            + " is not trusted, because its certificate has expired or comes from an unknown issuer"
                            + " (SunCertPathBuilderException)" + REPEATED
                            + "Add the certificate of the issuer to the SSL bundle of spring.data.redis.ssl.bundle.");
        }
    }

    @Test
    void certificateForAnotherHostIsRefused() {
        try (TlsRedisServer server = TlsRedisServer.startAs("redis.example")) {
            assertThat(logOf(
                            "spring.data.redis.host=localhost",
                            "spring.data.redis.port=" + server.port(),
                            "spring.data.redis.password=" + PASSWORD,
                            "spring.data.redis.ssl.bundle=redis",
                            "spring.ssl.bundle.pem.redis.truststore.certificate="
                                    + server.certificate().toUri()))
                    .containsExactly(
                            at("localhost", server) + " is not trusted, because its certificate is for another"
                                    + " host (CertificateException)" + REPEATED
                                    + "Use a host name of the certificate, or get a certificate for the host in"
                                    + " spring.data.redis.host (property source 'test') and spring.data.redis.port (property source 'test').");
        }
    }

    @Test
    void passwordForAServerWithoutOneIsReported() {
        try (RedisServer server = RedisServer.start()) {
            assertThat(logOf(url("redis://:" + PASSWORD + "@127.0.0.1:", server)))
                    .containsExactly(
                            at("127.0.0.1", server) + " requires no password, but was sent one (ERR)" + REPEATED
                                    + "Remove the user and the password in spring.data.redis.url (property source 'test').");
        }
    }

    @Test
    void databaseThatIsNotThereIsReported() {
        try (RedisServer server = RedisServer.start()) {
            assertThat(logOf(url("redis://127.0.0.1:", server) + "/99"))
                    .containsExactly(at("127.0.0.1", server) + " does not have the configured database (ERR)" + REPEATED
                            + "Correct the database in spring.data.redis.url (property source 'test').");
        }
    }

    @Test
    void userWhoMayNotBeginAConnectionIsReported() {
        try (RedisServer server = RedisServer.start()) {
            server.execute("ACL", "SETUSER", "cache", "on", ">" + PASSWORD, "~*", "&*", "+@all", "-select");
            assertThat(logOf(url("redis://cache:" + PASSWORD + "@127.0.0.1:", server) + "/1"))
                    .containsExactly(at("127.0.0.1", server)
                            + " does not let its user run the first commands of a connection (NOPERM)" + REPEATED
                            + "Allow the user SELECT and CLIENT SETNAME, or correct the user and the password in"
                            + " spring.data.redis.url (property source 'test').");
        }
    }

    @Test
    void serverWithTooManyClientsIsReported() {
        try (RedisServer server = RedisServer.start();
                RespConnection control = server.connect()) {
            control.execute("CONFIG", "SET", "maxclients", "1");
            assertThat(logOf(url("redis://127.0.0.1:", server)))
                    .containsExactly(at("127.0.0.1", server) + " has too many clients (ERR)" + REPEATED
                            + "Close other connections, or raise maxclients in the configuration of the server.");
        }
    }

    @Test
    void hostThatNobodyKnowsIsReported() {
        assertThat(logOf("spring.data.redis.host=nobody.invalid"))
                .containsExactly(
                        "WARN Redis at nobody.invalid:6379 cannot be reached (UnknownHostException)" + REPEATED
                                + "If this lasts, check spring.data.redis.host (property source 'test') and spring.data.redis.port.");
    }

    @Test
    void urlThatCannotBeReadIsNotLogged() {
        application
                .withPropertyValues("spring.data.redis.url=redis://:" + PASSWORD + "@local host:6379")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessage("spring.data.redis.url: not a valid address. Use"
                                + " redis://user:password@host:port/database, or rediss:// for TLS, with special"
                                + " characters percent-encoded.")
                        .satisfies(failure -> assertThat(stackTraceOf(failure)).doesNotContain(PASSWORD)));
    }

    @Test
    void passwordThatWasLoggedWouldBeFound() {
        try (LogCapture log = new LogCapture()) {
            LoggerFactory.getLogger(RedisConnection.class).info("Connecting", new IOException("as " + PASSWORD));
            assertThat(log.text()).contains(PASSWORD);
        }
    }

    private static String url(String beginning, LocalServer server) {
        return "spring.data.redis.url=" + beginning + server.port();
    }

    private static String at(String host, LocalServer server) {
        return "WARN Redis at " + host + ":" + server.port();
    }

    private static String stackTraceOf(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
