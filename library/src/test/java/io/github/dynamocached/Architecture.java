package io.github.dynamocached;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules of the library's structure below a root package, so that the same rule can be tried on planted code. */
final class Architecture {

    /** The root package, as a room. */
    static final String TOUCHED_BY_USERS = "";

    /** Each room of the library and the rooms that it may import. */
    static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry(TOUCHED_BY_USERS, List.of()),
            Map.entry("annotation", List.of()),
            Map.entry("store", List.of(TOUCHED_BY_USERS)),
            Map.entry("load", List.of(TOUCHED_BY_USERS, "store")),
            Map.entry("deferred", List.of(TOUCHED_BY_USERS, "load")),
            Map.entry("warmup", List.of(TOUCHED_BY_USERS, "load")),
            Map.entry("command", List.of(TOUCHED_BY_USERS, "store", "load")),
            Map.entry("eviction", List.of(TOUCHED_BY_USERS, "store", "load", "command")),
            Map.entry("cache", List.of(TOUCHED_BY_USERS, "store", "load", "command", "eviction")),
            Map.entry("expression", List.of(TOUCHED_BY_USERS, "store", "load", "deferred")),
            Map.entry(
                    "aop",
                    List.of(
                            TOUCHED_BY_USERS,
                            "annotation",
                            "store",
                            "load",
                            "deferred",
                            "expression",
                            "warmup",
                            "eviction",
                            "cache")),
            Map.entry(
                    "springcache",
                    List.of(TOUCHED_BY_USERS, "store", "load", "deferred", "expression", "eviction", "cache")),
            Map.entry("dynamodb", List.of(TOUCHED_BY_USERS, "store", "load")),
            Map.entry("codec", List.of(TOUCHED_BY_USERS, "store", "dynamodb")),
            Map.entry("client", List.of(TOUCHED_BY_USERS, "store", "load", "cache", "codec", "dynamodb")),
            Map.entry("streams", List.of(TOUCHED_BY_USERS, "store", "dynamodb")),
            Map.entry("memory", List.of(TOUCHED_BY_USERS, "store")),
            Map.entry("layout", List.of(TOUCHED_BY_USERS, "store")),
            Map.entry("tracking", List.of(TOUCHED_BY_USERS, "store")),
            Map.entry("breaker", List.of(TOUCHED_BY_USERS, "store")),
            Map.entry("redis", List.of(TOUCHED_BY_USERS, "store", "layout", "tracking", "breaker")),
            Map.entry("near", List.of(TOUCHED_BY_USERS, "store")),
            Map.entry("micrometer", List.of(TOUCHED_BY_USERS, "store", "load")));

    private static final List<String> WALL_CLOCKS = List.of(
            "java.lang.System.currentTimeMillis(",
            "java.util.Date.<init>()",
            "java.util.Calendar.getInstance(",
            "java.util.GregorianCalendar.<init>(");

    private Architecture() {}

    static ArchRule arrowsOf(String root, String room) {
        String[] forbidden = Stream.concat(Stream.of("autoconfigure"), ARROWS.keySet().stream())
                .filter(other -> !other.equals(room)
                        && !ARROWS.getOrDefault(room, List.of()).contains(other))
                .map(other -> packageOf(root, other))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(packageOf(root, room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden);
    }

    private static String packageOf(String root, String room) {
        return room.equals(TOUCHED_BY_USERS) ? root : root + "." + room + "..";
    }

    /** The protocol is called through the doors in alone: what stands behind its ports does not know it. */
    static ArchRule protocolIsHiddenFromWhatStandsBehindIt(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        root + ".cache..",
                        root + ".aop..",
                        root + ".client..",
                        root + ".springcache..",
                        root + ".autoconfigure..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".cache..");
    }

    /** Code of applications calls the caching clients, and only the auto-configuration creates them. */
    static ArchRule clientsAreUsedByNobodyElse(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root + ".client..", root + ".autoconfigure..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".client..");
    }

    static ArchRule protocolIsPlainJava(String protocol, String... ports) {
        return classes()
                .that()
                .resideInAPackage(protocol)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        Stream.concat(Stream.of("java..", "org.jspecify..", "org.slf4j..", protocol), Stream.of(ports))
                                .toArray(String[]::new));
    }

    static ArchRule noCircles(String root) {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    static ArchRule namesSayWhatThingsAre(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)");
    }

    /**
     * Time is that of the Redis server, or monotonic: no code asks what time it is on its own machine, be it by a method
     * reference. Values that hold a time are values like others.
     */
    static ArchRule wallClockIsNotRead(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .accessTargetWhere(describe("reads the wall clock", access -> readsTheWallClock(access.getTarget())));
    }

    private static boolean readsTheWallClock(AccessTarget target) {
        return WALL_CLOCKS.stream().anyMatch(target.getFullName()::startsWith)
                || (target.getName().equals("now")
                        && target.getOwner().getPackageName().startsWith("java.time"))
                || isClockOfTheMachine(target);
    }

    /** A clock of our own may be made and read: what it reads is under the rule too. */
    private static boolean isClockOfTheMachine(AccessTarget target) {
        return target.getOwner().isAssignableTo(Clock.class)
                && target.getOwner().getPackageName().startsWith("java.")
                && !target.getName().equals("<init>");
    }

    static ArchRule packagesAreNullMarked(String root) {
        return classes().that(areIn(root)).should(resideInANullMarkedPackage());
    }

    private static DescribedPredicate<JavaClass> areIn(String root) {
        return describe("reside in " + root, type -> type.getPackageName().startsWith(root));
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getName() + " is not @NullMarked"));
            }
        };
    }
}
