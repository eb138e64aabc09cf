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

    private static final int ROOM_AT_ONCE = 10;

    private final Map<String, InMemoryValue> values = new TreeMap<>();
    private final LongSupplier clock;
    private final int mostKeys;
    private long shift;
    private long start;
    private long lastMicros;

    /** A server whose clock stands still until it is set, for any number of keys. */
    public InMemoryServer() {
        this(() -> 4_000_000_000_000L, Integer.MAX_VALUE);
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

    private static Map<String, InMemoryValue> copyOf(Map<String, InMemoryValue> values) {
        Map<String, InMemoryValue> copies = new TreeMap<>();
        values.forEach((key, value) -> copies.put(key, value.copy()));
        return copies;
    }

    /** {@return the whole state: what a search remembers and goes back to} */
    public synchronized InMemorySnapshot snapshot() {
        return new InMemorySnapshot(copyOf(values), now(), start, lastMicros);
    }

    /**
     * Goes back to a state, its clock included.
     *
     * @param snapshot an earlier state
     */
    public synchronized void restore(InMemorySnapshot snapshot) {
        values.clear();
        values.putAll(copyOf(snapshot.values));
        setNow(snapshot.now);
        start = snapshot.start;
        lastMicros = snapshot.lastMicros;
    }

    /**
     * Starts again now, with the keys of an older snapshot.
     *
     * @param snapshot an earlier state
     */
    public synchronized void restartFrom(InMemorySnapshot snapshot) {
        values.clear();
        values.putAll(copyOf(snapshot.values));
        start = now();
    }

    /**
     * Another process serves, which has run all the time and holds the keys of an older snapshot.
     *
     * @param snapshot an earlier state
     */
    public synchronized void serveFrom(InMemorySnapshot snapshot) {
        values.clear();
        values.putAll(copyOf(snapshot.values));
    }

    /** {@return milliseconds of the server's clock} */
    public synchronized long now() {
        return clock.getAsLong() + shift;
    }

    /**
     * Sets the clock.
     *
     * @param millis milliseconds of the server's clock
     */
    public synchronized void setNow(long millis) {
        shift = millis - clock.getAsLong();
    }

    /**
     * Sets the clock forward.
     *
     * @param time how much
     */
    public synchronized void advance(Duration time) {
        shift += time.toMillis();
    }

    /** Deletes all keys, and goes back to the clock that the server was created with. */
    public synchronized void reset() {
        values.clear();
        shift = 0;
    }

    /** {@return when the primary started, in milliseconds of its clock} */
    public synchronized long start() {
        return start;
    }

    /**
     * Sets when the primary started.
     *
     * @param millis milliseconds of the server's clock
     */
    public synchronized void setStart(long millis) {
        start = millis;
    }

    /**
     * What lies under a key that holds a hash or nothing.
     *
     * @param key the name of the key
     * @return what lies there
     */
    public synchronized InMemoryContent content(String key) {
        InMemoryValue value = find(key);
        return value == null ? InMemoryContent.NONE : new InMemoryContent(fields(key), value.expiresAt);
    }

    /**
     * Replaces what lies under a key.
     *
     * @param key the name of the key
     * @param content what lies under it then
     */
    public synchronized void setContent(String key, InMemoryContent content) {
        values.remove(key);
        if (!content.fields().isEmpty()) {
            content.fields().forEach((field, text) -> putField(key, field, text));
            hash(key).expiresAt = content.expiresAt();
        }
    }

    /**
     * Deletes a key, as any client may.
     *
     * @param key the name of the key
     * @return whether there was such a key
     */
    public synchronized boolean delete(String key) {
        return values.remove(key) != null;
    }

    /** Deletes all keys. */
    public synchronized void flush() {
        values.clear();
    }

    /**
     * Puts something that is no hash under a key.
     *
     * @param key the name of the key
     * @param timeToLive how long the key stays
     */
    public synchronized void putOther(String key, Duration timeToLive) {
        InMemoryValue value = new InMemoryValue(false);
        value.expiresAt = now() + timeToLive.toMillis();
        values.put(key, value);
    }

    /**
     * Sets a field of a hash, creating it without a time to live.
     *
     * @param key the name of the key
     * @param field the name of the field
     * @param text its text
     */
    public synchronized void putField(String key, String field, String text) {
        hash(key).put(field, text);
    }

    /**
     * The fields of a hash, empty if there is none.
     *
     * @param key the name of the key
     * @return the texts by the names of their fields
     */
    public synchronized Map<String, String> fields(String key) {
        Map<String, String> texts = new HashMap<>();
        InMemoryValue value = find(key);
        if (value != null) {
            value.fields.forEach((field, bytes) -> texts.put(field, new String(bytes, StandardCharsets.UTF_8)));
        }
        return texts;
    }

    /**
     * Milliseconds left to a key, -1 without a limit, -2 without a key, as PTTL has it.
     *
     * @param key the name of the key
     * @return milliseconds, -1 or -2
     */
    public synchronized long timeToLive(String key) {
        InMemoryValue value = find(key);
        return value == null ? -2 : value.expiresAt == NEVER ? -1 : value.expiresAt - now();
    }

    /** {@return whether some key would stay for ever} */
    public synchronized boolean hasKeyWithoutTimeToLive() {
        return values.values().stream().anyMatch(value -> value.expiresAt == NEVER);
    }

    /** {@return microseconds that no earlier command saw: no two scripts of a real server run within one} */
    public synchronized long micros() {
        lastMicros = Math.max(now() * 1000, lastMicros + 1);
        return lastMicros;
    }

    /**
     * What lies under a key, after expiry.
     *
     * @param key the name of the key
     * @return what lies there, or null
     */
    public synchronized @Nullable InMemoryValue find(String key) {
        InMemoryValue value = values.get(key);
        if (value != null && now() > value.expiresAt) {
            values.remove(key);
            return null;
        }
        return value;
    }

    /**
     * The names of all keys that begin like that, as SCAN finds them.
     *
     * @param beginning what the names begin with
     * @return the names
     */
    public synchronized List<String> names(String beginning) {
        return values.keySet().stream()
                .filter(name -> name.startsWith(beginning))
                .toList();
    }

    /**
     * The hash under a key, created if there is none or something else.
     *
     * @param key the name of the key
     * @return the hash
     */
    public synchronized InMemoryValue hash(String key) {
        InMemoryValue value = find(key);
        if (value == null || !value.isHash) {
            value = new InMemoryValue(true);
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
