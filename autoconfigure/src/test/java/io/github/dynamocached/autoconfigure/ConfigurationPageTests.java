package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;

/** The page about the properties says what an editor shows, of all of them and of no other. */
class ConfigurationPageTests {

    private static final Path PAGE = Path.of("..", "library", "docs", "configuration.md");
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:dynamocached|management)\\.[a-z.-]+)` \\|.*$");
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    private static String rowOf(String name, JsonNode property) {
        String type = property.get("type").asString().replaceAll("<.*", "");
        String shown = property.has("defaultValue")
                ? "`" + property.get("defaultValue").asString() + "`"
                : "";
        String meaning = property.get("description").asString().replace("@Transactional", "`@Transactional`");
        return "| `" + name + "` | " + type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1)
                + " | " + shown + " | " + meaning + " |";
    }

    @Test
    void tablesHaveARowForEveryPropertyAndNoOther() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        ConfigurationMetadataTests.read("properties")
                .forEach((name, property) -> expected.put(name, rowOf(name, property)));
        Map<String, String> written = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(PAGE));
        while (rows.find()) {
            assertThat(written.put(rows.group(1), rows.group())).isNull();
        }
        assertThat(written).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void examplesHavePropertiesThatExistAndCanBeSet() throws IOException {
        for (Path page : List.of(PAGE, README)) {
            Matcher examples = YAML.matcher(Files.readString(page));
            assertThat(examples.find()).isTrue();
            do {
                assertThat(problemsOf(examples.group(1))).isEmpty();
            } while (examples.find());
        }
    }

    @Test
    void exampleWithAMistakeWouldBeFound() throws IOException {
        assertThat(problemsOf("dynamocached.caches.users:\n  tll: 1h\n  ttl: 0s\n"))
                .containsExactly(
                        "dynamocached.caches.users.tll: unknown property. Use dynamocached.caches.users.ttl, or remove it.",
                        "dynamocached.caches.users.ttl: \"0s\" cannot be used. Use a duration from 1ms to 365d.");
    }

    private static List<String> problemsOf(String yaml) throws IOException {
        MutablePropertySources sources = new MutablePropertySources();
        for (PropertySource<?> source : new YamlPropertySourceLoader()
                .load("example", new ByteArrayResource(yaml.stripIndent().getBytes(StandardCharsets.UTF_8)))) {
            sources.addLast(source);
        }
        PropertyProblems problems = new PropertyProblems();
        Binder binder = new Binder(ConfigurationPropertySources.from(sources));
        DynamoCachedProperties properties = binder.bindOrCreate(
                "dynamocached",
                Bindable.of(DynamoCachedProperties.class),
                new PropertyBinding(problems).apply(BindHandler.DEFAULT));
        return new ConfiguredSettings(properties, problems, List.of(), CacheVariables.none(), PropertyPlaces.none())
                .problems();
    }
}
