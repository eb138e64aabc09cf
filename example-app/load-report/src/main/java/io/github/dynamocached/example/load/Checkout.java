package io.github.dynamocached.example.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checkout that the working directory belongs to. */
record Checkout(Path folder) {

    static Checkout current() throws IOException {
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.exists(path.resolve("example-app").resolve("pom.xml"))) {
                return new Checkout(path);
            }
        }
        throw new IOException(
                "There is no folder example-app above the working directory. Run the load report in a checkout.");
    }

    Path docs() {
        return folder.resolve("library").resolve("docs");
    }

    /** The packaged example. */
    Path jar() throws IOException {
        Path target = folder.resolve("example-app").resolve("target");
        List<Path> jars = List.of();
        if (Files.exists(target)) {
            try (Stream<Path> files = Files.list(target)) {
                jars = files.filter(file -> file.getFileName()
                                .toString()
                                .matches("dynamocached-example-app-[^-]+(-SNAPSHOT)?\\.jar"))
                        .toList();
            }
        }
        if (jars.size() != 1) {
            throw new IOException("example-app/target contains " + jars.size()
                    + " packaged examples instead of one. Run ./mvnw -pl example-app -am -DskipTests clean package");
        }
        return jars.get(0);
    }
}
