package io.github.dynamocached;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each link between pages leads to a file, and to a heading that is there. */
class DocumentationLinksTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern CODE = Pattern.compile("(?ms)^\\s*```.*?^\\s*```|`[^`\\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*([^)\\s]+)\\s*\\)|(?:src|srcset|href)=\"([^\"]+)\"");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern ANCHOR = Pattern.compile("(?m)^#{1,6} (.+)$|<a id=\"([^\"]+)\"");

    private final Map<Path, Set<String>> anchors = new HashMap<>();

    @Test
    void eachLinkLeadsSomewhere() throws IOException {
        List<Path> pages = pages();
        assertThat(pages).hasSizeGreaterThan(15);
        assertThat(pages.stream().flatMap(this::brokenLinks)).isEmpty();
    }

    @Test
    void linksToMissingFilesAndHeadingsAreFound(@TempDir Path folder) throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), """
                # One heading, with `code`

                [right](#one-heading-with-code), [right](page.md#one-heading-with-code), [elsewhere](https://example.org),
                [wrong](#another-heading), [wrong](other.md), `[no link](code.md)`, <img src="picture.svg">
                """);

        assertThat(brokenLinks(page))
                .containsExactly("page.md: #another-heading", "page.md: other.md", "page.md: picture.svg");
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of("", "library/docs", "example-app", ".github")) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(ROOT.resolve(folder), "*.md")) {
                found.forEach(pages::add);
            }
        }
        return pages;
    }

    private Stream<String> brokenLinks(Path page) {
        return LINK.matcher(withoutCode(page))
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches() && !leadsSomewhere(page, link))
                .map(link -> page.getFileName() + ": " + link);
    }

    private boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1
                        || !target.toString().endsWith(".md")
                        || anchors.computeIfAbsent(target, DocumentationLinksTests::anchorsOf)
                                .contains(parts[1]));
    }

    /** As GitHub makes them; a second heading of the same text has a number. */
    private static Set<String> anchorsOf(Path page) {
        Set<String> all = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        ANCHOR.matcher(text(page).replaceAll("(?ms)^```.*?^```", "")).results().forEach(anchor -> {
            if (anchor.group(2) != null) {
                all.add(anchor.group(2));
                return;
            }
            String name = anchor.group(1)
                    .replaceAll("\\[([^]]*)]\\([^)]*\\)|<[^>]*>", "$1")
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
                    .replaceAll("\\s", "-");
            int before = seen.merge(name, 1, Integer::sum) - 1;
            all.add(before == 0 ? name : name + '-' + before);
        });
        return all;
    }

    private static String withoutCode(Path page) {
        return CODE.matcher(text(page)).replaceAll("");
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
