package io.github.dynamocached.example.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page with the figures. A report replaces what is between {@code <!-- report: name -->} and its end, and the pictures.
 * What people wrote around it stays.
 */
final class Page {

    private final Path docs;
    private String text;

    Page(Path docs) throws IOException {
        this.docs = docs;
        this.text = Files.readString(file());
    }

    private Path file() {
        return docs.resolve("load.md");
    }

    void replace(String name, String content) {
        String begin = "<!-- report: " + name + " -->\n";
        String end = "<!-- end of report: " + name + " -->";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end);
        if (from < begin.length() || to < from) {
            throw new IllegalStateException("library/docs/load.md has no place for the table " + name
                    + ". Put these two lines where it belongs:\n" + begin + end);
        }
        text = text.substring(0, from) + content + text.substring(to);
    }

    void picture(String name, String svg) throws IOException {
        Files.writeString(docs.resolve("images").resolve(name), svg);
    }

    void write() throws IOException {
        Files.writeString(file(), text);
    }
}
