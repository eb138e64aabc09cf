package io.github.dynamocached.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jetbrains.kotlin.allopen.AllOpenComponentRegistrar;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService;

/**
 * The five-minute start of the README, pasted into an empty project as start.spring.io makes it. Only the addresses of the
 * servers are others. The files of the Kotlin project are in a package of their own, because both are compiled to one folder.
 */
@ExtendWith(OutputCaptureExtension.class)
class FiveMinuteStartTests {

    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
    private static final String HTTP_CLIENT = "software.amazon.awssdk.http.service.impl";
    private static final String JAVA_APPLICATION = """
            package com.example.demo;

            @org.springframework.boot.autoconfigure.SpringBootApplication
            public class DemoApplication {}
            """;
    private static final String KOTLIN_APPLICATION = """
            package com.example.demo

            @org.springframework.boot.autoconfigure.SpringBootApplication
            class DemoApplication
            """;

    private final Path sources;

    FiveMinuteStartTests(@TempDir Path sources) {
        this.sources = sources;
    }

    /** The class path of an empty project has one HTTP client for the AWS SDK, and that of this module has two. */
    @BeforeEach
    void chooseHttpClient() {
        System.setProperty(HTTP_CLIENT, UrlConnectionSdkHttpService.class.getName());
    }

    @AfterEach
    void forgetHttpClient() {
        System.clearProperty(HTTP_CLIENT);
    }

    @Test
    void javaProjectHits(CapturedOutput output) throws Exception {
        List<String> files = new ArrayList<>(List.of(write("DemoApplication.java", JAVA_APPLICATION)));
        for (String code : blocks("java")) {
            Matcher name = CLASS.matcher(code);
            assertThat(name.find()).isTrue();
            if (!name.group(1).equals("UserCache")) { // not a part of the five minutes
                files.add(write(name.group(1) + ".java", code));
            }
        }
        List<String> arguments = new ArrayList<>(List.of(
                "-parameters", "-proc:none", "-cp", classPath(), "-d", classes().toString()));
        arguments.addAll(files);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])))
                .isZero();
        assertSecondReadHits("com.example.demo.DemoApplication", output);
    }

    @Test
    @Tag("full")
    void kotlinProjectHits(CapturedOutput output) throws Exception {
        List<String> blocks = blocks("kotlin");
        assertThat(blocks).hasSize(1);
        String kotlinSpring = pathOf(AllOpenComponentRegistrar.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation());
        ExitCode exit = new K2JVMCompiler()
                .exec(
                        System.err,
                        "-no-stdlib",
                        "-no-reflect",
                        "-java-parameters",
                        "-jvm-target",
                        "17",
                        "-Xplugin=" + kotlinSpring,
                        "-P",
                        "plugin:org.jetbrains.kotlin.allopen:preset=spring",
                        "-cp",
                        classPath(),
                        "-d",
                        classes().toString(),
                        write("DemoApplication.kt", inPackageOfKotlin(KOTLIN_APPLICATION)),
                        write("Users.kt", inPackageOfKotlin(blocks.get(0))));
        assertThat(exit).isEqualTo(ExitCode.OK);
        assertSecondReadHits("com.example.kotlin.DemoApplication", output);
    }

    private void assertSecondReadHits(String application, CapturedOutput output) throws Exception {
        List<String> properties = blocks("yaml");
        assertThat(properties).hasSize(1);
        write("application.yml", properties.get(0));
        try (ConfigurableApplicationContext context = new SpringApplication(Class.forName(application))
                .run(
                        "--spring.config.location=" + sources.toUri(),
                        "--spring.data.redis.url=" + SharedServers.redis().uri(),
                        "--server.port=0",
                        "--dynamocached.key-prefix=test-" + UUID.randomUUID(),
                        "--dynamocached.redis.timeout=5s",
                        "--logging.level.software.amazon.dynamodb=off")) {
            awaitRedis(context);
            ServiceClient client =
                    new ServiceClient(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            String user = "{\"id\":\"user123\",\"name\":\"Ann\"}";
            assertThat(client.put("/users", user).status()).isEqualTo(200);
            assertThat(client.get("/users/user123").response().body()).isEqualTo(user);
            assertThat(client.get("/users/user123").response().body()).isEqualTo(user);
        }
        assertThat(output.getOut().lines().filter(line -> line.contains("Cache users: ")))
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("Cache users: MISS"),
                        second -> assertThat(second).containsPattern("Cache users: HIT, age \\d+ ms$"));
    }

    /** Somebody who types needs longer than Redis does. */
    private static void awaitRedis(ConfigurableApplicationContext context) {
        await().until(context.getBean(RedisConnection.class)::isConnected);
        await().until(() -> String.valueOf(SharedServers.redis().execute("INFO", "server"))
                .lines()
                .anyMatch(line -> line.matches("uptime_in_seconds:([2-9]|\\d{2,})")));
    }

    /** The blocks of a language in the section of the README. */
    private static List<String> blocks(String language) throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String section = readme.substring(
                readme.indexOf("\n## Five-minute start\n"), readme.indexOf("\n## Coming from `@Cacheable`\n"));
        Matcher block = Pattern.compile("(?ms)^```" + language + "$(.*?)^```$").matcher(section);
        List<String> blocks = new ArrayList<>();
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    private static String inPackageOfKotlin(String code) {
        assertThat(code).contains("package com.example.demo");
        return code.replace("package com.example.demo", "package com.example.kotlin");
    }

    private String write(String name, String content) throws IOException {
        Path file = sources.resolve(name);
        Files.writeString(
                file,
                content.replace(
                        "http://localhost:8000",
                        SharedServers.dynamoDb().endpoint().toString()));
        return file.toString();
    }

    /** A folder of the class path, because the AWS SDK wants entities in a class loader that it sees. */
    private static String classes() throws URISyntaxException {
        return pathOf(
                FiveMinuteStartTests.class.getProtectionDomain().getCodeSource().getLocation());
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String pathOf(URL location) throws URISyntaxException {
        return Path.of(location.toURI()).toString();
    }
}
