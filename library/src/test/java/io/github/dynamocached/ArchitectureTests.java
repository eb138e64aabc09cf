package io.github.dynamocached;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.github.dynamocached.planted.clock.ReadsWallClock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule holds for the library, and is broken by the violation that is planted for it. */
class ArchitectureTests {

    private static final String ROOT = "io.github.dynamocached";
    private static final String PLANTED = ROOT + ".planted";

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(location -> !location.contains(placeOfTests()))
            .importPackages(ROOT);
    private static final JavaClasses PLANTS = new ClassFileImporter().importPackages(PLANTED);

    static Stream<String> rooms() {
        return Architecture.ARROWS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void roomImportsOnlyWhereItsArrowsPoint(String room) {
        assertThat(LIBRARY.containPackage(room.isEmpty() ? ROOT : ROOT + "." + room))
                .isTrue();
        assertHoldsAndCanFail(Architecture.arrowsOf(ROOT, room), Architecture.arrowsOf(PLANTED, room));
    }

    @Test
    void protocolIsPlainJava() {
        assertHoldsAndCanFail(
                Architecture.protocolIsPlainJava(
                        ROOT + ".cache..",
                        ROOT,
                        ROOT + ".store..",
                        ROOT + ".load..",
                        ROOT + ".command..",
                        ROOT + ".eviction.."),
                Architecture.protocolIsPlainJava(PLANTED + ".plain.."));
    }

    @Test
    void protocolIsHiddenFromWhatStandsBehindIt() {
        assertHoldsAndCanFail(
                Architecture.protocolIsHiddenFromWhatStandsBehindIt(ROOT),
                Architecture.protocolIsHiddenFromWhatStandsBehindIt(PLANTED));
    }

    @Test
    void clientsAreUsedByNobodyElse() {
        assertHoldsAndCanFail(
                Architecture.clientsAreUsedByNobodyElse(ROOT), Architecture.clientsAreUsedByNobodyElse(PLANTED));
    }

    @Test
    void packagesFormNoCircle() {
        assertHoldsAndCanFail(Architecture.noCircles(ROOT), Architecture.noCircles(PLANTED + ".tangled"));
    }

    @Test
    void namesSayWhatThingsAre() {
        assertHoldsAndCanFail(
                Architecture.namesSayWhatThingsAre(ROOT), Architecture.namesSayWhatThingsAre(PLANTED + ".named"));
    }

    @Test
    void packagesAreNullMarked() {
        assertHoldsAndCanFail(
                Architecture.packagesAreNullMarked(ROOT), Architecture.packagesAreNullMarked(PLANTED + ".unmarked"));
    }

    /** The clocks of two nodes may differ by any amount, because nobody looks at them. */
    @Test
    void wallClockIsNotRead() {
        ArchRule planted = Architecture.wallClockIsNotRead(PLANTED + ".clock..");
        assertHoldsAndCanFail(
                Architecture.wallClockIsNotRead(
                        ROOT,
                        ROOT + ".store..",
                        ROOT + ".load..",
                        ROOT + ".eviction..",
                        ROOT + ".cache..",
                        ROOT + ".breaker..",
                        ROOT + ".redis.."),
                planted);
        List<String> found = planted.evaluate(PLANTS).getFailureReport().getDetails();
        assertThat(ReadsWallClock.class.getDeclaredMethods())
                .filteredOn(method -> !method.isSynthetic())
                .hasSize(7)
                .allSatisfy(method -> assertThat(found).anyMatch(line -> line.contains(method.getName() + "()")));
    }

    /** Wherever the build puts them. */
    private static String placeOfTests() {
        return ArchitectureTests.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
    }

    private static void assertHoldsAndCanFail(ArchRule rule, ArchRule planted) {
        assertThat(rule.evaluate(LIBRARY).getFailureReport().getDetails()).isEmpty();
        assertThat(planted.evaluate(PLANTS).getFailureReport().getDetails()).isNotEmpty();
    }
}
