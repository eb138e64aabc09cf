package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.FencedWriteActor.Kind.EVICT;
import static io.github.dynamocached.cache.FencedWriteActor.Kind.PUT;
import static io.github.dynamocached.cache.FencedWriteActor.Kind.TIMES_OUT;

import io.github.dynamocached.Consistency;
import java.time.Duration;
import java.util.List;

/** The worlds in which the protocol is searched as it is, besides those in which it is broken. */
final class SearchScenarios {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FENCE = Duration.ofSeconds(15);

    private SearchScenarios() {}

    /** A hundred states. */
    static SearchScenario smallest() {
        return strict("a read, a write").read("A").write();
    }

    /** Worlds of some thousand states, with every command of a store. */
    static List<SearchScenario> first() {
        return List.of(
                strict("two nodes read, a write").read("A").read("B").write(),
                strict("a stale value, a read, a refresh, a write")
                        .read("A")
                        .refresh("B")
                        .write()
                        .filled(MINUTE, Duration.ZERO),
                fenced("fenced: a write, all entries are evicted")
                        .read("A")
                        .fencedWrite(EVICT)
                        .evictAll(),
                fenced("fenced: a write, a put").read("A").fencedWrite(EVICT).fencedWrite(PUT));
    }

    /** Worlds of some ten thousand states. */
    static List<SearchScenario> small() {
        return List.of(
                strict("two nodes read, a write").read("A").read("B").write(),
                strict("two reads on a node, a write").read("A").read("A").write(),
                deletedAndRestarted("a read, a write, DEL, restart, expiry; in one step each")
                        .everythingInOneStep(),
                strict("a read, a write; a command is lost, late or repeated")
                        .read("A")
                        .write()
                        .waitsEnd()
                        .everythingInTwoSteps()
                        .faults(1, SearchFaults.Kind.GIVEN_UP, SearchFaults.Kind.REPEATED),
                oneDies("two nodes read, one dies; in one step each").everythingInOneStep(),
                strict("a stale value, a read, a refresh, a write")
                        .read("A")
                        .refresh("B")
                        .write()
                        .filled(MINUTE, Duration.ZERO),
                strict("a put, DEL").read("A").fencedWrite(PUT).foreignDelete(),
                eventual("eventual: a put, its value expires")
                        .read("A")
                        .fencedWrite(PUT)
                        .timeToLive(SECOND)
                        .timePasses(SECOND, 2),
                fenced("fenced: a write, a put").read("A").fencedWrite(EVICT).fencedWrite(PUT),
                thereAndBack(strict("another primary serves, and the first one comes back; a read, a write")
                        .read("A")
                        .writeOn("A")
                        .everythingInOneStep()),
                lateReader("another primary serves, and the first one comes back; a late read, a write"),
                replicaAnswers(strict("a primary became a replica and answers reads; a read, a write")
                        .read("B")
                        .writeOn("A")),
                fenced("fenced: a write times out, its fence ends")
                        .read("A")
                        .fencedWrite(TIMES_OUT)
                        .restart()
                        .timePasses(FENCE, 1));
    }

    /** Worlds of up to a million states, in each of which more happens at once. */
    static List<SearchScenario> large() {
        return List.of(
                deletedAndRestarted("a read, a write, DEL, restart, expiry"),
                oneDies("two nodes read, one dies"),
                strict("two nodes read, two writes").read("A").read("B").write().write(),
                strict("three reads on two nodes, a write; in one step each")
                        .read("A")
                        .read("A")
                        .read("B")
                        .write()
                        .everythingInOneStep(),
                strict("two nodes read, a write, DEL, expiry; in one step each")
                        .read("A")
                        .read("B")
                        .write()
                        .foreignDelete()
                        .timePasses(SearchScenario.LEASE, 1)
                        .waitsEnd()
                        .everythingInOneStep(),
                strict("two nodes read, a write; the lock answers anything, in one step each")
                        .read("A")
                        .read("B")
                        .write()
                        .anyLock()
                        .everythingInOneStep(),
                strict("two nodes read, a write, a restart; in one step each")
                        .read("A")
                        .read("B")
                        .write()
                        .restart()
                        .waitsEnd()
                        .everythingInOneStep(),
                strict("two nodes read, a write; a command is lost, late or repeated, in one step each")
                        .read("A")
                        .read("B")
                        .write()
                        .waitsEnd()
                        .faults(1, SearchFaults.Kind.GIVEN_UP, SearchFaults.Kind.REPEATED)
                        .everythingInOneStep(),
                strict("a read, two writers on a node; two evictions are lost or late")
                        .read("B")
                        .writeOn("A")
                        .writeOn("A")
                        .faults(2, SearchFaults.Kind.EVICTION_GIVEN_UP),
                fenced("fenced: two nodes read, a write").read("A").read("B").fencedWrite(EVICT),
                fenced("fenced: a read, a write, a put; a command is lost, late or repeated, in one step each")
                        .read("A")
                        .fencedWrite(EVICT)
                        .fencedWrite(PUT)
                        .waitsEnd()
                        .faults(1, SearchFaults.Kind.GIVEN_UP, SearchFaults.Kind.REPEATED)
                        .everythingInOneStep());
    }

    private static SearchScenario deletedAndRestarted(String name) {
        return strict(name).read("A").write().foreignDelete().restart().timePasses(SearchScenario.LEASE, 1);
    }

    private static SearchScenario oneDies(String name) {
        return strict(name).read("A").read("B").crash("A").waitsEnd().timePasses(SearchScenario.LEASE, 1);
    }

    /** Another process takes over, and the first one serves again with the data of then. */
    static SearchScenario thereAndBack(SearchScenario scenario) {
        return scenario.event(
                "another process serves", 2, world -> world.reigns().change());
    }

    /** A thread that reads may sleep between the answer and its next step, during which an eviction may be sent again. */
    static SearchScenario lateReader(String name) {
        return thereAndBack(strict(name)
                .read("A")
                .writeOn("A")
                .filled(MINUTE, Duration.ZERO)
                .threadsAreLate()
                .everythingInOneStep());
    }

    /** Another process takes over, and the first one answers the reads of nodes that do not know of it. */
    static SearchScenario replicaAnswers(SearchScenario scenario) {
        return scenario.everythingInOneStep()
                .event(
                        "another process serves, and the first one goes on answering",
                        1,
                        world -> world.reigns().changeUnnoticed());
    }

    private static SearchScenario strict(String name) {
        return new SearchScenario(name, Consistency.STRICT);
    }

    private static SearchScenario eventual(String name) {
        return new SearchScenario(name, Consistency.EVENTUAL);
    }

    private static SearchScenario fenced(String name) {
        return new SearchScenario(name, Consistency.FENCED);
    }
}
