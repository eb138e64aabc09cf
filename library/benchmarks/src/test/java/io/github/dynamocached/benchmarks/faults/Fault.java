package io.github.dynamocached.benchmarks.faults;

import io.github.dynamocached.servers.RedisServer;
import java.time.Duration;

/** A fault of Redis while the callers work. */
enum Fault {
    HUNG("hangs (SIGSTOP), 10 s or more") {
        @Override
        void happen(RedisServer server, Drive drive) {
            server.pause();
            drive.work(LONG, 2);
            server.resume();
        }
    },
    RESTARTED_EMPTY("is killed, is back empty after 10 s") {
        @Override
        void happen(RedisServer server, Drive drive) {
            server.kill();
            drive.work(LONG, 0);
            server.restart();
        }
    },
    RESTARTED_FROM_SNAPSHOT("is killed, is back at once from an old snapshot") {
        @Override
        void happen(RedisServer server, Drive drive) {
            drive.writeNoMore();
            server.execute("SAVE");
            drive.saveAll();
            server.restart();
            drive.work(SHORT, 0);
        }
    },
    AWAY_WHILE_EVICTED("is away for 10 s while items are written, is back from an old snapshot") {
        @Override
        void happen(RedisServer server, Drive drive) {
            drive.writeNoMore();
            server.execute("SAVE");
            server.kill();
            drive.saveEverySecond();
            drive.work(LONG, 0);
            server.restart();
        }
    },
    REFUSED_AT_START("refuses connections at startup, is there after 10 s") {
        @Override
        void prepare(RedisServer server) {
            server.kill();
        }

        @Override
        void warmUp(Drive drive) {}

        @Override
        void happen(RedisServer server, Drive drive) {
            drive.work(LONG, 0);
            server.restart();
        }
    },
    CONNECTIONS_KILLED("closes all connections ten times in 5 s (`CLIENT KILL`)") {
        @Override
        void happen(RedisServer server, Drive drive) {
            for (int i = 0; i < 10; i++) {
                server.execute("CLIENT", "KILL", "TYPE", "normal");
                drive.work(SHORT.dividedBy(10), 0);
            }
        }
    },
    FULL("is full for 5 s (`maxmemory`, `noeviction`)") {
        @Override
        void happen(RedisServer server, Drive drive) {
            server.execute("CONFIG", "SET", "maxmemory", "1");
            drive.work(SHORT, 0);
            server.execute("CONFIG", "SET", "maxmemory", "0");
        }
    };

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofSeconds(5);

    private final String title;

    Fault(String title) {
        this.title = title;
    }

    /** What Redis does, without the subject. */
    String title() {
        return title;
    }

    /** Runs before the nodes start. */
    void prepare(RedisServer server) {}

    /** Runs before the fault. DynamoCached stores nothing until Redis has run for one or two seconds. */
    void warmUp(Drive drive) {
        drive.work(SHORT, 0);
        drive.readAll();
    }

    /** Starts the fault, lets the callers work meanwhile, and ends the fault. */
    abstract void happen(RedisServer server, Drive drive);
}
