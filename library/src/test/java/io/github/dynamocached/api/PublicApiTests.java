package io.github.dynamocached.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.config.Options;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiField;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares what applications compile against with the baseline: what the last release had. */
class PublicApiTests {

    /** Writes the baseline anew, for a release. */
    private static final boolean RECORD = Boolean.getBoolean("dynamocached.api.record");

    private static final Path BASELINE = Path.of("src/test/resources/api/baseline.jar");
    private static final Path CLASSES = classes();

    private static Path classes() {
        try {
            return Path.of(CacheKey.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void apiBreaksNobodyWhoCompiledAgainstTheBaseline() throws IOException {
        byte[] today = PublicApi.of(CLASSES, method -> false);
        if (RECORD) {
            Files.createDirectories(BASELINE.getParent());
            Files.write(BASELINE, today);
        }

        assertThat(breaks(Files.readAllBytes(BASELINE), today))
                .as(
                        "Changes that break code compiled against the last release. Keep what was there and deprecate it. If the"
                                + " version allows a break (releases.md), write an upgrade note and record the baseline.")
                .isEmpty();
    }

    @Test
    void removedMethodIsFound() throws IOException {
        byte[] broken = PublicApi.of(CLASSES, List.of("CacheKey", "isEveryKey")::equals);

        assertThat(breaks(PublicApi.of(CLASSES, method -> false), broken))
                .containsExactly("io.github.dynamocached.CacheKey: isEveryKey() METHOD_REMOVED");
    }

    @Test
    void addedMethodBreaksNobody() throws IOException {
        byte[] before = PublicApi.of(CLASSES, List.of("CacheKey", "isEveryKey")::equals);

        assertThat(breaks(before, PublicApi.of(CLASSES, method -> false))).isEmpty();
    }

    private static List<String> breaks(byte[] before, byte[] after) {
        Options options = Options.newDefault();
        options.setIgnoreMissingClasses(true);
        return new JarArchiveComparator(JarArchiveComparatorOptions.of(options))
                        .compare(
                                new JApiCmpArchive(before, "baseline", "before"),
                                new JApiCmpArchive(after, "today", "after"))
                        .stream()
                        .flatMap(PublicApiTests::breaks)
                        .toList();
    }

    private static Stream<String> breaks(JApiClass type) {
        return Stream.of(
                        Stream.of(type),
                        type.getMethods().stream(),
                        type.getConstructors().stream(),
                        type.getFields().stream(),
                        type.getInterfaces().stream(),
                        Stream.of(type.getSuperclass()))
                .flatMap(members -> members)
                .flatMap(member -> breaks(type, member));
    }

    private static Stream<String> breaks(JApiClass type, JApiCompatibility member) {
        return member.getCompatibilityChanges().stream()
                .filter(change -> !change.isBinaryCompatible() || !change.isSourceCompatible())
                .map(change -> type.getFullyQualifiedName() + ": " + nameOf(member) + change.getType());
    }

    private static String nameOf(JApiCompatibility member) {
        return member instanceof JApiBehavior behavior
                ? behavior.getName() + "() "
                : member instanceof JApiField field ? field.getName() + " " : "";
    }
}
