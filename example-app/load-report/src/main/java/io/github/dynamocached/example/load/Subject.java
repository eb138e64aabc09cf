package io.github.dynamocached.example.load;

import java.util.List;

/** What is measured: the same application twice. */
enum Subject {
    WITHOUT("without"),
    WITH("with");

    private final String title;

    Subject(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /**
     * More arguments of the application. Without the cache, annotated methods are always called and nothing follows the stream.
     * Writes still send their evictions to Redis.
     */
    List<String> arguments() {
        return switch (this) {
            case WITHOUT -> List.of("--dynamocached.enabled=false", "--dynamocached.streams.tables=");
            case WITH -> List.of();
        };
    }
}
