package io.github.dynamocached.memory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of Redis that the protocol sees: keys with a time to live that hold hashes, a clock, and the time at which the
 * primary started. Every method is one atomic command. A clock that stands still until it is set is far ahead of any real one,
 * so that what is taken over to a real server does not expire there.
 */
public final class InMemoryServer {

    /** When a key without a time to live expires. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long FAR_FUTURE = 4_000_000_000_000L;

    private static final int ROOM_AT_ONCE = 10;

    private final Map<String, Value> values = new TreeMap<>();
    private final LongSupplier clock;
    private final int mostKeys;
    private long shift;
    private long start;
    private long lastMicros;

    /** A server whose clock stands still until it is set, for any number of keys. */
    public InMemoryServer() {
        this(() -> FAR_FUTURE, Integer.MAX_VALUE);
    }

    /**
     * A server with a clock.
     *
     * @param clock milliseconds since 1970
     * @param mostKeys how many keys it holds; the values that expire first make room for new keys
     */
    public InMemoryServer(LongSupplier clock, int mostKeys) {
        this.clock = clock;
        this.mostKeys = mostKeys;
        this.start = clock.getAsLong() - Duration.ofDays(1).toMillis();
    }

    /** What lies under one key: a hash, or something that is none. */
    public static final class Value {
        final boolean isHash;
        final Map<String, byte[]> fields;
        long expiresAt = NEVER;

        Value(boolean isHash) {
            this(isHash, new TreeMap<>());
        }

        private Value(boolean isHash, Map<String, byte[]> fields) {
            this.isHash = isHash;
            this.fields = fields;
        }

        private boolean isValueAlone() {
            return fields.keySet().stream()
                    .noneMatch(field ->
                            field.equals("@h") || field.equals("@w") || field.equals("@l") || field.startsWith("@l:"));
        }

        private Value copy() {
            Value copy = new Value(isHash, new TreeMap<>(fields));
            copy.expiresAt = expiresAt;
            return copy;
        }

        @Nullable
        String text(String field) {
            byte[] bytes = fields.get(field);
            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        }

        void put(String field, String text) {
            fields.put(field, text.getBytes(StandardCharsets.UTF_8));
        }

        /**
         * The hash, to read and to change.
         *
         * @return the fields by their names
         */
        public Map<String, byte[]> fields() {
            return fields;
        }

        /**
         * Sets when the key expires.
         *
         * @param deadline in milliseconds of the server's clock
         */
        public void expireAt(long deadline) {
            expiresAt = deadline;
        }

        /**
         * Lets the key live at least as long as that.
         *
         * @param deadline in milliseconds of the server's clock
         */
        public void lengthen(long deadline) {
            if (expiresAt == NEVER || expiresAt < deadline) {
                expiresAt = deadline;
            }
        }
    }

    /** All state of a server, never changed. */
    public static final class Snapshot {
        private final Map<String, Value> values;
        private final long now;
        private final long start;
        private final long lastMicros;

        private Snapshot(InMemoryServer server) {
            this.values = copyOf(server.values);
            this.now = server.now();
            this.start = server.start;
            this.lastMicros = server.lastMicros;
        }

        /**
         * The state as text: equal for equal states.
         *
         * @return clock, start and every key with its time to live and its fields
         */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("now=" + now + " start=" + start);
            values.forEach((key, value) -> {
                text.append('\n').append(key).append(value.isHash ? " hash" : " other");
                text.append(" ttl=").append(value.expiresAt == NEVER ? -1 : value.expiresAt - now);
                value.fields
                        .keySet()
                        .forEach(field ->
                                text.append("\n  ").append(field).append('=').append(value.text(field)));
            });
            return text.toString();
        }
    }

    private static Map<String, Value> copyOf(Map<String, Value> values) {
        Map<String, Value> copies = new TreeMap<>();
        values.forEach((key, value) -> copies.put(key, value.copy()));
        return copies;
    }

    /** The whole state: what a search remembers and goes back to. */
    public synchronized Snapshot snapshot() {
        return new Snapshot(this);
    }

    /** Goes back to a state, its clock included. */
    public synchronized void restore(Snapshot snapshot) {
        values.clear();
        values.putAll(copyOf(snapshot.values));
        setNow(snapshot.now);
        start = snapshot.start;
        lastMicros = snapshot.lastMicros;
    }

    /** Starts again now, with the keys of an older snapshot. */
    public synchronized void restartFrom(Snapshot snapshot) {
        values.clear();
        values.putAll(copyOf(snapshot.values));
        start = now();
    }

    /** Another process serves, which has run all the time and holds the keys of an older snapshot. */
    public synchronized void serveFrom(Snapshot snapshot) {
        values.clear();
        values.putAll(copyOf(snapshot.values));
    }

    /** Milliseconds of the server's clock. */
    public synchronized long now() {
        return clock.getAsLong() + shift;
    }

    /** Sets the clock. */
    public synchronized void setNow(long millis) {
        shift = millis - clock.getAsLong();
    }

    /** Sets the clock forward. */
    public synchronized void advance(Duration time) {
        shift += time.toMillis();
    }

    /** Deletes all keys, and goes back to the clock that the server was created with. */
    public synchronized void reset() {
        values.clear();
        shift = 0;
    }

    /** When the primary started, in milliseconds of its clock. */
    public synchronized long start() {
        return start;
    }

    /** Sets when the primary started. */
    public synchronized void setStart(long millis) {
        start = millis;
    }

    /**
     * What lies under one key, never changed.
     *
     * @param fields the hash, empty where there is no key
     * @param expiresAt when the key expires, in milliseconds of the server's clock
     */
    public record Content(Map<String, String> fields, long expiresAt) {

        /** No key. */
        public static final Content NONE = new Content(Map.of(), 0);
    }

    /** What lies under a key that holds a hash or nothing. */
    public synchronized Content content(String key) {
        Value value = find(key);
        return value == null ? Content.NONE : new Content(fields(key), value.expiresAt);
    }

    /** Replaces what lies under a key. */
    public synchronized void setContent(String key, Content content) {
        values.remove(key);
        if (!content.fields.isEmpty()) {
            content.fields.forEach((field, text) -> putField(key, field, text));
            hash(key).expiresAt = content.expiresAt;
        }
    }

    /** Deletes a key, as any client may. */
    public synchronized boolean delete(String key) {
        return values.remove(key) != null;
    }

    /** Deletes all keys. */
    public synchronized void flush() {
        values.clear();
    }

    /** Puts something that is no hash under a key. */
    public synchronized void putOther(String key, Duration timeToLive) {
        Value value = new Value(false);
        value.expiresAt = now() + timeToLive.toMillis();
        values.put(key, value);
    }

    /** Sets a field of a hash, creating it without a time to live. */
    public synchronized void putField(String key, String field, String text) {
        hash(key).put(field, text);
    }

    /** The fields of a hash, empty if there is none. */
    public synchronized Map<String, String> fields(String key) {
        Map<String, String> texts = new HashMap<>();
        Value value = find(key);
        if (value != null) {
            value.fields.forEach((field, bytes) -> texts.put(field, new String(bytes, StandardCharsets.UTF_8)));
        }
        return texts;
    }

    /** Milliseconds left to a key, -1 without a limit, -2 without a key, as PTTL has it. */
    public synchronized long timeToLive(String key) {
        Value value = find(key);
        return value == null ? -2 : value.expiresAt == NEVER ? -1 : value.expiresAt - now();
    }

    /** Whether some key would stay for ever. */
    public synchronized boolean hasKeyWithoutTimeToLive() {
        return values.values().stream().anyMatch(value -> value.expiresAt == NEVER);
    }

    /** Microseconds that no earlier command saw: no two scripts of a real server run within one. */
    public synchronized long micros() {
        lastMicros = Math.max(now() * 1000, lastMicros + 1);
        return lastMicros;
    }

    /** What lies under a key, after expiry. */
    public synchronized @Nullable Value find(String key) {
        Value value = values.get(key);
        if (value != null && now() > value.expiresAt) {
            values.remove(key);
            return null;
        }
        return value;
    }

    /** The names of all keys that begin like that, as SCAN finds them. */
    public synchronized List<String> names(String beginning) {
        return values.keySet().stream()
                .filter(name -> name.startsWith(beginning))
                .toList();
    }

    /** The hash under a key, created if there is none or something else. */
    public synchronized Value hash(String key) {
        Value value = find(key);
        if (value == null || !value.isHash) {
            value = new Value(true);
            makeRoom();
            values.put(key, value);
        }
        return value;
    }

    /**
     * Drops what has expired, and then a tenth of the values, those that expire first. Leases, hold-offs and fences stay,
     * because they keep old values out.
     */
    private void makeRoom() {
        if (values.size() < mostKeys) {
            return;
        }
        long now = now();
        values.values().removeIf(value -> now > value.expiresAt);
        if (values.size() >= mostKeys) {
            List<String> first = values.entrySet().stream()
                    .filter(entry -> entry.getValue().isValueAlone())
                    .sorted(Comparator.comparingLong(entry -> entry.getValue().expiresAt))
                    .limit(1 + mostKeys / ROOM_AT_ONCE)
                    .map(Map.Entry::getKey)
                    .toList();
            first.forEach(values::remove);
        }
    }
}
