package io.github.dynamocached.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests in the README and on the page about tests compile, over the repository of the README. */
@Tag("full")
class PagesTests {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```");
    private static final Pattern NAME = Pattern.compile("(?m)^(?:public )?class (\\w+)");
    private static final String IMPORTS = """
            import static org.mockito.ArgumentMatchers.any;
            import static org.mockito.Mockito.mock;
            import static org.mockito.Mockito.when;

            import io.github.dynamocached.DynamoCaches;
            import io.github.dynamocached.test.AutoConfigureDynamoCached;
            import io.github.dynamocached.test.CacheAssertions;
            import io.github.dynamocached.test.CacheFaults;
            import org.junit.jupiter.api.Test;
            import org.springframework.beans.factory.annotation.Autowired;
            import org.springframework.boot.test.context.SpringBootTest;
            import org.springframework.context.annotation.Bean;
            import org.springframework.context.annotation.Configuration;
            import org.springframework.context.annotation.Import;
            import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
            import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
            import software.amazon.awssdk.enhanced.dynamodb.Key;

            """;
    private static final String ASSERTIONS = "import static io.github.dynamocached.test.CacheAssertions.assertThat;\n";

    @TempDir
    private Path folder;

    @Test
    void testOfTheReadmeCompiles() throws IOException {
        Map<String, String> classes = new LinkedHashMap<>();
        classes.put("User", classIn("README.md", "User").replaceFirst("package .*", ""));
        classes.put("Users", users());
        classes.put("UsersTests", IMPORTS + classIn("README.md", "UsersTests"));
        assertThat(errorsIn(classes)).isEmpty();
    }

    @Test
    void testsOfThePageCompile() throws IOException {
        Map<String, String> classes = new LinkedHashMap<>();
        classes.put(
                "User",
                classIn("README.md", "User")
                        .replaceFirst("package .*", "")
                        .replaceFirst(
                                "private String id;",
                                "private String id; public User() {} User(String id, String name) { setId(id); setName(name); }"));
        classes.put("Users", users());
        classes.put("UserRepository", classIn("README.md", "UserRepository").replaceFirst("package .*", ""));
        classes.put("UsersTests", IMPORTS + classIn("library/docs/testing.md", "UsersTests"));
        classes.put(
                "UserRepositoryTests",
                IMPORTS + ASSERTIONS + classIn("library/docs/testing.md", "UserRepositoryTests"));
        assertThat(errorsIn(classes)).isEmpty();
    }

    @Test
    void mistakeInATestWouldBeFound() throws IOException {
        assertThat(errorsIn(Map.of("UsersTests", IMPORTS + classIn("README.md", "UsersTests"))))
                .contains("cannot find symbol");
    }

    private static String users() {
        return "interface Users { User findById(String id); void save(User user); }";
    }

    private static String classIn(String page, String name) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("..", "..").resolve(page)))
                .results()
                .map(block -> block.group(1))
                .filter(block -> {
                    Matcher declared = NAME.matcher(block);
                    return declared.find() && declared.group(1).equals(name);
                })
                .findFirst()
                .orElseThrow();
    }

    private String errorsIn(Map<String, String> classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", folder.toString(), "-cp"));
        arguments.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        for (Map.Entry<String, String> source : classes.entrySet()) {
            arguments.add(Files.writeString(folder.resolve(source.getKey() + ".java"), source.getValue())
                    .toString());
        }
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, errors, arguments.toArray(String[]::new));
        return result == 0 ? "" : errors.toString(StandardCharsets.UTF_8);
    }
}
