package io.github.dynamocached.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** A page of the documentation: its sections and its fenced blocks. */
final class Page {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)$(.*?)^ *```$");
    private static final Pattern PUBLIC_CLASS = Pattern.compile("public class (\\w+)");

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package [\\w.]+;$");

    private final String text;

    private Page(String text) {
        this.text = text;
    }

    /** The page in a file, seen from this module. */
    static Page read(String file) {
        try {
            return of(Files.readString(Path.of(file)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static Page of(String text) {
        return new Page(text);
    }

    /** The text from a heading to the next one of its level. */
    String section(String heading) {
        String level = heading.substring(0, heading.indexOf(' ') + 1);
        int begin = (text + "\n").indexOf(heading + "\n");
        if (begin < 0) {
            throw new IllegalStateException("The page lacks the heading " + heading);
        }
        int end = text.indexOf("\n" + level, begin + heading.length());
        return text.substring(begin, end < 0 ? text.length() : end);
    }

    /** The blocks of a language; without one, those that name none. */
    List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).equals(language)) {
                blocks.add(matcher.group(2));
            }
        }
        return blocks;
    }

    /** The Java block that declares a public class, without the package that it names. */
    String javaClass(String name) {
        return blocks("java").stream()
                .filter(block -> block.contains("public class " + name + " {"))
                .map(block -> PACKAGE.matcher(block).replaceFirst(""))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The page lacks the class " + name));
    }

    /**
     * Compiles the Java blocks as classes below the given imports, as somebody does who has pasted them.
     *
     * @param name of the package
     * @param folder where the classes go, see {@link #classFolder}
     */
    void compileJava(String name, String imports, Path folder) throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String block : blocks("java")) {
            Matcher type = PUBLIC_CLASS.matcher(block);
            if (!type.find()) {
                throw new IllegalStateException("No public class in a block of the page:" + block);
            }
            sources.put(type.group(1), imports + block);
        }
        compile(name, sources, folder);
    }

    /** Compiles classes, by their names. */
    static void compile(String name, Map<String, String> sources, Path folder) throws IOException {
        Path sourceFolder = Files.createDirectories(folder.resolve(name));
        List<String> arguments =
                new ArrayList<>(List.of("-parameters", "-proc:none", "-cp", classPath(), "-d", folder.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = sourceFolder.resolve(source.getKey() + ".java");
            Files.writeString(file, "package " + name + ";\n" + source.getValue());
            arguments.add(file.toString());
        }
        int failures = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
        if (failures != 0) {
            throw new IllegalStateException("The page does not compile");
        }
    }

    /** A folder of the class path, because the AWS SDK wants entities in a class loader that it sees. */
    static Path classFolder() {
        try {
            return Path.of(Page.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
