package io.github.dynamocached.autoconfigure;

import static io.github.dynamocached.autoconfigure.SecretRepository.KEY;
import static io.github.dynamocached.autoconfigure.SecretRepository.VALUE;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** The same as {@link SecretRepository} for many keys at once, for puts, fences and warm-ups. */
class SecretWrites {

    static final List<String> KEYS = List.of(KEY, KEY + "2");

    @DynamoCached(cache = "batches", keys = "#ids")
    public Map<String, String> findAll(Collection<String> ids) {
        return ids.stream().collect(Collectors.toMap(id -> id, id -> VALUE));
    }

    /** Returns a value of a key that it was not asked for. */
    @DynamoCached(cache = "wrong-batches", keys = "#ids")
    public Map<String, String> findOthers(Collection<String> ids) {
        return Map.of(KEY + "-other", VALUE);
    }

    @DynamoCached(cache = "failing-batches", keys = "#ids")
    public Map<String, String> findNone(Collection<String> ids) {
        throw new IllegalStateException();
    }

    @DynamoEvict(cache = "batches", keys = "#ids")
    public void saveAll(Collection<String> ids) {}

    @DynamoCached(cache = "puts", key = "#id")
    public String find(String id) {
        return VALUE;
    }

    @DynamoPut(cache = "puts", key = "#id")
    public String store(String id) {
        return VALUE;
    }

    @DynamoPut(cache = "puts", key = "#id")
    public String storeAndFail(String id) {
        throw new IllegalStateException();
    }

    @DynamoCached(cache = "changing-puts", key = "#id")
    public SecretRepository.Changing findChanging(String id) {
        return new SecretRepository.Changing(VALUE);
    }

    @DynamoPut(cache = "changing-puts", key = "#id")
    public SecretRepository.Changing storeChanging(String id) {
        return new SecretRepository.Changing(VALUE);
    }

    @DynamoCached(cache = "fenced", key = "#id")
    public String findFenced(String id) {
        return VALUE;
    }

    @DynamoEvict(cache = "fenced", key = "#id")
    public void saveFenced(String id) {}

    @DynamoEvict(cache = "fenced", key = "#id")
    public void saveFencedAndFail(String id) {
        throw new IllegalStateException();
    }

    @DynamoPut(cache = "fenced", key = "#id")
    public String storeFenced(String id) {
        return VALUE;
    }

    /** Calls of all that, and a warm-up of which each key fails in a way of its own. */
    static List<Callable<?>> calls(SecretWrites writes, DynamoCaches caches) {
        List<Callable<?>> calls = new ArrayList<>(List.of(
                () -> writes.findAll(KEYS),
                () -> writes.findAll(KEYS),
                () -> writes.findOthers(KEYS),
                () -> writes.findNone(KEYS),
                () -> writes.find(KEY),
                () -> writes.store(KEY),
                () -> writes.find(KEY),
                () -> writes.storeAndFail(KEY),
                () -> writes.findChanging(KEY),
                () -> writes.storeChanging(KEY),
                () -> writes.findFenced(KEY),
                () -> writes.storeFenced(KEY)));
        calls.add(() -> done(() -> writes.saveAll(KEYS)));
        calls.add(() -> done(() -> writes.saveFenced(KEY)));
        calls.add(() -> done(() -> writes.saveFencedAndFail(KEY)));
        calls.add(() -> caches.warmUp(KEYS)
                .loadsPerSecond(1_000)
                .start(id -> writes.find(id.equals(KEY) ? id : id.substring(100)))
                .await());
        calls.add(() -> caches.cache("puts").of(String.class).entry(KEY).read(() -> VALUE));
        calls.add(() -> caches.cache("puts").look(KEY));
        return calls;
    }

    private static boolean done(Runnable call) {
        call.run();
        return true;
    }
}
