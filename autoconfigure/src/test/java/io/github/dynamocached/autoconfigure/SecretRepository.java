package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Methods whose every argument and result is secret, and whose every cache goes wrong in a way of its own. */
class SecretRepository {

    static final String KEY = "key4f1dsecret";
    static final String VALUE = "value9c2esecret";

    /** Cannot be encoded. */
    record Unwritable(String text) {
        public String getMore() {
            return Objects.requireNonNull(text.isEmpty() ? text : null, () -> "no more than " + text);
        }
    }

    /** Is not what it was when it is read back. */
    record Changing(String text) {
        Changing {
            text = text.startsWith("changed") ? text + VALUE : "changed" + text;
        }
    }

    /** No part of a key, and tells what it is. */
    record Untold(String text) {}

    private final String large = VALUE.repeat(200);

    @DynamoCached(cache = "secrets", key = "#id")
    public Account find(String id) {
        return Account.of(id, VALUE);
    }

    @DynamoCached(cache = "texts", key = "#id", staleWhileRevalidate = "1m", ttl = "1ms")
    public String text(String id) {
        return VALUE;
    }

    @DynamoCached(cache = "absences", key = "#id")
    public Optional<String> absence(String id) {
        return Optional.empty();
    }

    @DynamoCached(cache = "lists", key = "#id", variant = "#id")
    public List<Untold> list(String id) {
        return List.of(new Untold(VALUE), new Untold(id));
    }

    @DynamoCached(cache = "large", key = "#id")
    public String large(String id) {
        return large;
    }

    @DynamoCached(cache = "unwritable", key = "#id")
    public Unwritable unwritable(String id) {
        return new Unwritable(VALUE);
    }

    @DynamoCached(cache = "changing", key = "#id")
    public Changing changing(String id) {
        return new Changing(VALUE);
    }

    @DynamoCached(cache = "misnamed", key = "'other' + #id")
    public Account misnamed(String id) {
        return Account.of(id, VALUE);
    }

    @DynamoCached(cache = "untold", key = "#key")
    public String untold(Object key) {
        return VALUE;
    }

    @DynamoCached(cache = "cut", key = "#id.substring(100)")
    public String cut(String id) {
        return VALUE;
    }

    @DynamoCached(cache = "maybe", key = "#id", condition = "#root.target.opinionOf(#id)")
    public String maybe(String id) {
        return VALUE;
    }

    /** No yes and no no. */
    public Object opinionOf(String id) {
        return id;
    }

    @DynamoEvict(cache = "secrets", key = "#id")
    public void save(String id) {}

    @DynamoEvict(cache = "texts", key = "#id.substring(100)")
    public void saveCut(String id) {}

    @DynamoEvict(cache = "secrets", allEntries = true)
    public void saveAll() {}
}
