package io.github.dynamocached.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page with the figures. A report replaces what is between two comments: {@code <!-- name -->} and its end. */
final class Page {

    private final Path folder;
    private String text;

    Page(Path folder) throws IOException {
        this.folder = folder;
        this.text = Files.readString(file());
    }

    /** The page of the checkout that the working directory belongs to. */
    static Page ofCheckout() throws IOException {
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            Path docs = path.resolve("library").resolve("docs");
            if (Files.exists(docs)) {
                return new Page(docs);
            }
        }
        throw new IOException(
                "There is no folder library/docs above the working directory. Run the report in a checkout.");
    }

    private Path file() {
        return folder.resolve("performance.md");
    }

    void replace(String name, String content) {
        require(name);
        String begin = begin(name);
        text = text.substring(0, text.indexOf(begin) + begin.length())
                + content
                + text.substring(text.indexOf(end(name)));
    }

    /** Fails if the page has no place for a table. */
    void require(String name) {
        int from = text.indexOf(begin(name));
        if (from < 0 || text.indexOf(end(name)) < from) {
            throw new IllegalStateException("library/docs/performance.md has no place for the table " + name
                    + ". Put these two lines where it belongs:\n" + begin(name) + end(name));
        }
    }

    private static String begin(String name) {
        return "<!-- report: " + name + " -->\n";
    }

    private static String end(String name) {
        return "<!-- end of report: " + name + " -->";
    }

    void write() throws IOException {
        Files.writeString(file(), text);
    }

    void image(String name, String svg) throws IOException {
        Files.writeString(folder.resolve("images").resolve(name), svg);
    }
}
