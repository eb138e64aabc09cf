package io.github.dynamocached.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another JVM with the class path of this one. It shares the standard error of this JVM. */
public final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final PrintWriter input;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /**
     * Starts a JVM.
     *
     * @param main the class whose main method it runs
     * @param arguments the arguments of the main method
     * @return the running JVM
     * @throws IOException if it cannot be started
     */
    public static ChildJvm running(Class<?> main, String... arguments) throws IOException {
        return running(List.of(), main, arguments);
    }

    /**
     * Starts a JVM with options.
     *
     * @param options the options of the JVM, such as {@code -Xmx256m}
     * @param main the class whose main method it runs
     * @param arguments the arguments of the main method
     * @return the running JVM
     * @throws IOException if it cannot be started
     */
    public static ChildJvm running(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(tuning());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ChildJvm.class.getName(), main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /**
     * The options with which this JVM compiles and collects garbage. A child that has them, too, starts as fast as this one.
     *
     * @return the options, such as {@code -XX:TieredStopAtLevel=1}
     */
    public static List<String> tuning() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:"))
                .toList();
    }

    /**
     * Runs the main method of a class. Where it throws, this JVM ends: other threads would keep it running, and its parent
     * would wait for its next line forever.
     *
     * @param arguments the name of the class, and the arguments of its main method
     */
    public static void main(String[] arguments) {
        try {
            Method main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (Throwable failure) {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    /**
     * Waits for a line of its standard output.
     *
     * @return the line, null at the end of the output
     * @throws IOException if it cannot be read
     */
    public @Nullable String nextLine() throws IOException {
        return output.readLine();
    }

    /**
     * Whether the JVM has written something that was not read yet, or has ended.
     *
     * @return false if {@link #nextLine} would wait
     * @throws IOException if that is not known
     */
    public boolean hasLine() throws IOException {
        return !process.isAlive() || output.ready();
    }

    /**
     * Writes a line to its standard input.
     *
     * @param line the line
     */
    public void say(String line) {
        input.println(line);
    }

    /**
     * The process.
     *
     * @return the process, running or ended
     */
    public Process process() {
        return process;
    }

    /**
     * Pauses the process (SIGSTOP), with all its threads. Its connections stay open.
     *
     * @throws IOException if the signal cannot be sent, as on Windows
     */
    public void pause() throws IOException {
        signal("STOP");
    }

    /**
     * Lets a paused process go on (SIGCONT).
     *
     * @throws IOException if the signal cannot be sent, as on Windows
     */
    public void resume() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        int code;
        try {
            code = kill.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while signal " + name + " was sent", interrupted);
        }
        if (code != 0) {
            throw new IOException("Signal " + name + " could not be sent to process " + process.pid());
        }
    }

    /** Kills the JVM, with SIGKILL where signals exist. No shutdown hook runs. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
