package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The links in messages lead to pages and headings that exist. */
class DocsPageTests {

    private static final Path PAGES = Path.of("..", "library", "docs");

    @ParameterizedTest
    @EnumSource
    void pageAndHeadingExist(DocsPage page) throws IOException {
        String[] parts = page.pageAndAnchor().split("#", 2);
        assertThat(PAGES.resolve(parts[0])).isRegularFile();
        if (parts.length > 1) {
            assertThat(headingsOf(parts[0])).contains(parts[1]);
        }
    }

    /** As GitHub makes anchors of them. */
    private static List<String> headingsOf(String page) throws IOException {
        return Files.readAllLines(PAGES.resolve(page)).stream()
                .filter(line -> line.matches("#{1,6} .+"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N}\\s_-]", "").replaceAll("\\s", "-"))
                .toList();
    }

    @Test
    void addressIsThatOfTheProject() throws IOException {
        String project = Files.readString(Path.of("..", "pom.xml"));
        String url = project.substring(project.indexOf("<url>") + 5, project.indexOf("</url>"));
        assertThat(DocsPage.values())
                .allSatisfy(page -> assertThat(page.address("1.2.3"))
                        .isEqualTo(url + "/blob/v1.2.3/library/docs/" + page.pageAndAnchor()));
    }

    @Test
    void snapshotsHaveThePagesOfTheMainBranch() {
        String pages = "https://github.com/dynamocached/dynamocached/blob/main/library/docs/";
        assertThat(DocsPage.NEAR.address("0.1.0-SNAPSHOT")).isEqualTo(pages + "configuration.md#near-caches");
        assertThat(DocsPage.ANNOTATIONS.address(null)).isEqualTo(pages + "annotations.md");
    }

    @ParameterizedTest
    @CsvSource({
        "'@DynamoCached on Users.find(String): x', ANNOTATIONS",
        "'dynamocached.enabled: x', ALL_CACHES",
        "'dynamocached.caches[eu.users].ttl: x', ONE_CACHE",
        "'dynamocached.client.item-ttl: x', CLIENTS",
        "'DYNAMOCACHED_CACHES_USERS_TTL: x', VARIABLES",
        "'spring.data.redis.url: x', CONNECTION",
        "'TableBinding bean ''users'': x', CHECKS"
    })
    void pageIsThatOfThePlace(String problem, DocsPage page) {
        assertThat(DocsPage.of(problem)).isEqualTo(page);
    }
}
