package io.github.dynamocached.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** The fenced blocks of the README. */
final class Readme {

    private static final Path FILE = Path.of("../README.md");
    private static final Pattern PUBLIC_CLASS = Pattern.compile("public class (\\w+)");

    private final String text;

    private Readme(String text) {
        this.text = text;
    }

    static Readme read() {
        try {
            return new Readme(Files.readString(FILE));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("(?ms)^ *```" + language + "$(.*?)^ *```$").matcher(text);
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    /**
     * Compiles the Java blocks below the given imports, as somebody does who has pasted them.
     *
     * @param folder a folder of the class path, because the AWS SDK wants entities in a class loader that it sees
     */
    void compileJava(String imports, Path folder) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("quickstart"));
        List<String> arguments =
                new ArrayList<>(List.of("-parameters", "-proc:none", "-cp", classPath(), "-d", folder.toString()));
        for (String block : blocks("java")) {
            Matcher name = PUBLIC_CLASS.matcher(block);
            if (!name.find()) {
                throw new IllegalStateException("No public class in a block of the README:" + block);
            }
            Path file = sources.resolve(name.group(1) + ".java");
            Files.writeString(file, "package quickstart;\n" + imports + block);
            arguments.add(file.toString());
        }
        int failures = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
        if (failures != 0) {
            throw new IllegalStateException("The README does not compile");
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
