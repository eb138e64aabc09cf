package io.github.dynamocached.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the program {@code redis-server}. The system property or environment variable {@value #OVERRIDE} can name it.
 * Otherwise it is the one for this machine in the jar {@code org.signal:embedded-redis}.
 */
final class RedisExecutable {

    static final String OVERRIDE = "REDIS_EXECUTABLE";

    private static final String VERSION = "7.0.15";
    private static final Set<PosixFilePermission> MINE_ALONE = PosixFilePermissions.fromString("rwx------");

    private static @Nullable Path unpacked;

    private RedisExecutable() {}

    static Path find() {
        String override = System.getProperty(OVERRIDE, System.getenv().getOrDefault(OVERRIDE, ""));
        return override.isEmpty() ? unpacked() : existing(Path.of(override));
    }

    private static Path existing(Path path) {
        if (Files.isExecutable(path)) {
            return path;
        }
        throw new IllegalStateException(
                OVERRIDE + " is " + path + ", which is not executable. Set it to the path of a redis-server.");
    }

    private static synchronized Path unpacked() {
        if (unpacked == null || !Files.isExecutable(unpacked)) {
            unpacked = unpack(resourceName());
        }
        return unpacked;
    }

    private static Path unpack(String resourceName) {
        try (InputStream program = RedisExecutable.class.getResourceAsStream("/" + resourceName)) {
            if (program == null) {
                throw new IllegalStateException("The jar embedded-redis has no " + resourceName + " for this machine."
                        + " Set the environment variable " + OVERRIDE + " to the path of a redis-server.");
            }
            return unpack(program.readAllBytes(), ownFolder().resolve(resourceName));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Moves the finished file into place in one step, because another JVM may do the same or run the file just now. */
    private static Path unpack(byte[] program, Path target) throws IOException {
        if (!Files.isExecutable(target) || Files.size(target) != program.length) {
            Path unfinished = Files.createTempFile(target.getParent(), "redis-server-", ".unfinished");
            Files.write(unfinished, program);
            Files.setPosixFilePermissions(unfinished, MINE_ALONE);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }

    /** A folder that only this user can write to, inside a folder that everybody can write to. */
    private static Path ownFolder() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path folder = temporary.resolve("dynamocached-" + System.getProperty("user.name"));
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Path unfinished = Files.createTempDirectory(temporary, "dynamocached-");
            try {
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException existsNow) {
                Files.delete(unfinished);
            }
        }
        boolean mineAlone = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && MINE_ALONE.equals(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))
                && Files.isWritable(folder);
        if (!mineAlone) {
            throw new IllegalStateException(folder
                    + " is open to other users. Remove it, set its permissions to rwx------, or set java.io.tmpdir.");
        }
        return folder;
    }

    private static String resourceName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = system.startsWith("mac") ? "darwin" : system.startsWith("linux") ? "linux" : "windows";
        return "redis-server-" + VERSION + "-" + name + "-" + architecture();
    }

    private static String architecture() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (architecture) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            case "x86", "i386", "i486", "i586", "i686" -> "386";
            default -> architecture;
        };
    }
}
