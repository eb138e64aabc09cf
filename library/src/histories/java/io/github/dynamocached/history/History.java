package io.github.dynamocached.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations of a run, of all its processes, in any order. */
public record History(List<Operation> operations) {

    private static final Comparator<Operation> BY_BEGIN = Comparator.comparingLong(Operation::begin);
    private static final Comparator<Operation> BY_END = Comparator.comparingLong(Operation::end);

    /** Keeps operations for another process. */
    public void write(Path file) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file, UTF_8)) {
            for (Operation operation : operations) {
                lines.append(operation.toString()).append('\n');
            }
        }
    }

    /** The operations of several processes. */
    public static History read(List<Path> files) throws IOException {
        List<Operation> operations = new ArrayList<>();
        for (Path file : files) {
            try (Stream<String> lines = Files.lines(file, UTF_8)) {
                lines.map(Operation::parse).forEach(operations::add);
            }
        }
        return new History(operations);
    }

    /** What is done through caches: it has no foreign deletes. */
    public History throughCaches() {
        return new History(operations.stream()
                .filter(operation -> operation.kind() != Operation.Kind.FOREIGN_DELETE)
                .toList());
    }

    /** How many operations of a kind there were. */
    public long count(Operation.Kind kind) {
        return operations.stream().filter(operation -> operation.kind() == kind).count();
    }

    /** How many calls had ended at a moment. */
    public long callsUntil(long moment) {
        return operations.stream()
                .filter(operation -> operation.isCall() && operation.end() <= moment)
                .count();
    }

    /**
     * Checks promise P1: no read that began after an acknowledged eviction had ended returned a version older than the
     * one that was committed before that eviction. A read that overlaps an eviction may return either.
     *
     * @return the violations in the order in which their reads ended
     */
    public List<Violation> violations() {
        return violations(Duration.ZERO);
    }

    /**
     * The same for nodes that may be behind: only a read that began longer than the lag after an eviction had ended has to know it.
     *
     * @param lag how far a node may be behind
     * @return the violations in the order in which their reads ended
     */
    public List<Violation> violations(Duration lag) {
        Map<Integer, List<Operation>> items = operations.stream().collect(Collectors.groupingBy(Operation::item));
        return items.values().stream()
                .flatMap(item -> violationsOf(item, lag.toNanos()).stream())
                .sorted(Comparator.comparing(Violation::read, BY_END))
                .toList();
    }

    private static List<Violation> violationsOf(List<Operation> item, long lag) {
        List<Operation> evictions =
                item.stream().filter(Operation::evicts).sorted(BY_END).toList();
        List<Violation> violations = new ArrayList<>();
        Operation newest = null;
        int ended = 0;
        for (Operation read :
                item.stream().filter(History::isRead).sorted(BY_BEGIN).toList()) {
            for (; ended < evictions.size() && evictions.get(ended).end() < read.begin() - lag; ended++) {
                newest = newer(newest, evictions.get(ended));
            }
            if (newest != null && read.version() < newest.version()) {
                violations.add(new Violation(read, newest));
            }
        }
        return violations;
    }

    private static boolean isRead(Operation operation) {
        return operation.kind() == Operation.Kind.READ;
    }

    private static Operation newer(@Nullable Operation one, Operation other) {
        return one == null || other.version() > one.version() ? other : one;
    }
}
