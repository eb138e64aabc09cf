package io.github.dynamocached.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dynamocached.TableBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the page of the streams says is so. Its handlers run where their languages are, with a client that prints what they
 * ask of Redis in place of the real one.
 */
class StreamsPageTests {

    private static final String STREAM =
            "arn:aws:dynamodb:eu-central-1:123456789012:table/%s/stream/2026-11-27T09:00:00.000";

    /** The bindings that both handlers have. */
    private static final StreamRecords BOUND = new StreamRecords(
            List.of(
                    new TableBinding("users", "users", List.of("id")),
                    new TableBinding("members", "members", List.of("id")),
                    new TableBinding("members", "members-by-email", List.of("email"))),
            UnaryOperator.identity());

    private static final String PYTHON_CLIENT = """
            import hashlib
            class Redis:
                @staticmethod
                def from_url(url, socket_timeout):
                    return Redis()
                def register_script(self, text):
                    sha = hashlib.sha1(text.encode()).hexdigest()
                    return lambda keys, args: print(sha, keys[0], args)
            """;

    private static final String NODE_CLIENT = """
            const { createHash } = require("node:crypto");
            exports.createClient = () => ({
              connect: async () => ({
                eval: async (script, { keys, arguments: [holdOff, writer] }) =>
                  console.log(createHash("sha1").update(script).digest("hex"), keys[0], `[${holdOff}, '${writer}']`),
              }),
            });
            """;

    private static final String RUN_PYTHON = """
            import json, evictor
            for event in json.load(open("events.json", encoding="utf-8")):
                evictor.handler(event, None)
            """;

    private static final String RUN_NODE = """
            const { handler } = require("./evictor.js");
            (async () => { for (const event of require("./events.json")) await handler(event); })();
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static String page() throws IOException {
        return Files.readString(Path.of("docs", "streams.md"));
    }

    private static String block(String language, String within) throws IOException {
        Matcher blocks = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(page());
        while (blocks.find()) {
            if (blocks.group(1).contains(within)) {
                return blocks.group(1);
            }
        }
        throw new AssertionError("The page has no " + language + " with " + within);
    }

    private static Record change(Map<String, AttributeValue> keys, Map<String, AttributeValue> image) {
        return Record.builder()
                .dynamodb(StreamRecord.builder()
                        .keys(keys)
                        .oldImage(keys)
                        .newImage(image)
                        .approximateCreationDateTime(Instant.EPOCH)
                        .sequenceNumber("1")
                        .sizeBytes(1L)
                        .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                        .build())
                .build();
    }

    private static Record user(AttributeValue id) {
        return change(Map.of("id", id), Map.of("id", id, "email", AttributeValue.fromS("not@bound")));
    }

    private static List<Record> users() {
        List<Record> users = new ArrayList<>();
        for (String text : List.of("user123", "USER#1", "a:b", "Zoë", "it's (a) *star*!", "日本 ~._-", "1.50")) {
            users.add(user(AttributeValue.fromS(text)));
        }
        for (String number : List.of("42", "-7.25", "12345678901234567890123456789012345678")) {
            users.add(user(AttributeValue.fromN(number)));
        }
        users.add(user(AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {-5, -1, 0, 62, 63}))));
        users.add(user(AttributeValue.fromB(SdkBytes.fromUtf8String("key"))));
        return users;
    }

    private static List<Record> members() {
        Map<String, AttributeValue> id = Map.of("id", AttributeValue.fromS("m1"));
        return List.of(
                change(
                        id,
                        Map.of("id", AttributeValue.fromS("m1"), "email", AttributeValue.fromS("zoë+1@example.org"))),
                change(id, Map.of("id", AttributeValue.fromS("m1"), "email", AttributeValue.fromNul(true))));
    }

    private static String events() {
        String users = LambdaEvents.of(STREAM.formatted("users"), users());
        String members = LambdaEvents.of(STREAM.formatted("members"), members());
        return "[" + users + "," + members + "]";
    }

    private static List<String> expected() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Record user : users()) {
            BOUND.keysOf("users", user).forEach(key -> lines.add("dynamocached:users:" + key.text()));
        }
        for (Record member : members()) {
            BOUND.keysOf("members", member)
                    .forEach(key -> lines.add("dynamocached:" + key.cacheName() + ":" + key.text()));
        }
        String sha = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1")
                        .digest((script("common.lua") + script("evict.lua")).getBytes(UTF_8)));
        return lines.stream()
                .distinct()
                .map(key -> sha + " " + key + " [2000, '']")
                .toList();
    }

    private static String script(String name) throws IOException {
        try (var lines = Objects.requireNonNull(
                StreamsPageTests.class.getResourceAsStream("/io/github/dynamocached/layout/" + name))) {
            return new String(lines.readAllBytes(), UTF_8);
        }
    }

    private List<String> run(String interpreter, String file) throws Exception {
        Files.writeString(folder.resolve("common.lua"), script("common.lua"));
        Files.writeString(folder.resolve("evict.lua"), script("evict.lua"));
        Files.writeString(folder.resolve("events.json"), events());
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        "-c",
                        "command -v " + interpreter + " > /dev/null || exit 77; exec " + interpreter + " " + file)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("REDIS_URL", "redis://127.0.0.1:6379");
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        int code = process.waitFor();
        assumeTrue(code != 77, "There is no " + interpreter + ", so the handler of the page was not run");
        assertThat(code).isZero();
        return lines;
    }

    @Test
    void handlerInPythonEvictsTheKeysThatWeDo() throws Exception {
        Files.writeString(folder.resolve("redis.py"), PYTHON_CLIENT);
        Files.writeString(folder.resolve("evictor.py"), block("python", "def handler"));
        Files.writeString(folder.resolve("run.py"), RUN_PYTHON);

        assertThat(run("python3", "run.py")).containsExactlyInAnyOrderElementsOf(expected());
    }

    @Test
    void handlerInNodeEvictsTheKeysThatWeDo() throws Exception {
        Files.createDirectories(folder.resolve("node_modules/redis"));
        Files.writeString(folder.resolve("node_modules/redis/index.js"), NODE_CLIENT);
        Files.writeString(folder.resolve("evictor.js"), block("javascript", "exports.handler"));
        Files.writeString(folder.resolve("run.js"), RUN_NODE);

        assertThat(run("node", "run.js")).containsExactlyInAnyOrderElementsOf(expected());
    }

    @Test
    void functionAndTemplateOfThePageAreThoseOfTheSample() throws IOException {
        String source = Files.readString(
                Path.of("samples/lambda/src/main/java/io/github/dynamocached/samples/EvictorFunction.java"));
        String template = Files.readString(Path.of("samples/lambda/template.yaml"));

        assertThat(source).endsWith(block("java", "EvictorFunction"));
        assertThat(template).contains(block("yaml", "Events:")).endsWith(block("yaml", "dynamodb:GetRecords"));
    }

    @Test
    void mappingOfTheSampleReportsFailuresOfItemsAsItsFunctionDoes() throws IOException {
        String mapping = block("yaml", "Events:");

        assertThat(mapping)
                .contains("FunctionResponseTypes:\n              - ReportBatchItemFailures")
                .contains("MaximumRetryAttempts: -1")
                .contains("OnFailure:");
        assertThat(block("java", "EvictorFunction")).contains(".partialResponses()");
    }

    @Test
    void roleOfTheApplicationMayOnlyFollowTheStream() throws IOException {
        JsonNode policy = JsonMapper.shared().readTree(block("json", "Statement"));

        assertThat(policy.get("Statement").valueStream())
                .allSatisfy(statement ->
                        assertThat(statement.get("Effect").asString()).isEqualTo("Allow"))
                .extracting(statement -> statement.get("Resource").asString().contains("/stream/"))
                .containsExactly(false, true);
        assertThat(policy.toString()).doesNotContain("GetItem").doesNotContain("dynamodb:*");
    }
}
