package io.github.dynamocached.aop;

import io.github.dynamocached.annotation.DynamoCached;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads of every kind of result, with every attribute. */
class ReadMethods {

    final Backend backend;

    ReadMethods(Backend backend) {
        this.backend = backend;
    }

    public int calls() {
        return backend.calls();
    }

    @DynamoCached("texts")
    public @Nullable String text(String id) {
        return backend.answer();
    }

    @DynamoCached("optionals")
    public Optional<String> optional(String id) {
        return backend.answer();
    }

    @DynamoCached("counts")
    public int count(String id) {
        return backend.<Integer>answer();
    }

    @DynamoCached("lists")
    public List<Person> people(String tenant) {
        return backend.answer();
    }

    @DynamoCached("people")
    public Person person(String tenant, long number) {
        return backend.answer();
    }

    @DynamoCached(cache = "people", key = "{#tenant, #number}")
    public String label(String tenant, long number) {
        return backend.answer();
    }

    @DynamoCached(cache = "people", key = "#person")
    public List<String> friends(Person person) {
        return backend.answer();
    }

    @DynamoCached(cache = "people", key = "{#p0, #p1}", variant = "{#limit, #newest}")
    public List<String> turns(String tenant, long number, int limit, boolean newest) {
        return backend.answer();
    }

    @DynamoCached(cache = "people", key = "{#tenant, #number}", variant = "#asOf")
    public Optional<Person> personAsOf(String tenant, long number, String asOf) {
        return backend.answer();
    }

    @DynamoCached("ofPerson")
    public String ofPerson(Person person, String kind) {
        return backend.answer();
    }

    @DynamoCached("all")
    public String all() {
        return backend.answer();
    }

    @DynamoCached("collections")
    public String ofCollection(Collection<String> ids) {
        return backend.answer();
    }

    @DynamoCached(cache = "conditional", key = "#id", condition = "#id.length() > 2")
    public String conditional(String id) {
        return backend.answer();
    }

    @DynamoCached(cache = "unless", unless = "#result == null or #result.isEmpty()")
    public Optional<String> unlessEmpty(String id) {
        return backend.answer();
    }

    @DynamoCached(cache = "unless", unless = "#result.length() > 2")
    public @Nullable String unlessFails(String id) {
        return backend.answer();
    }

    @DynamoCached(cache = "short", ttl = "2s")
    public String shortLived(String id) {
        return backend.answer();
    }

    @DynamoCached(cache = "spel", key = "@names.prefixed(#root.args[0]) + #root.method.name + #root.target.calls()")
    public String spel(String id) {
        return backend.answer();
    }

    @DynamoCached(cache = "failing", key = "{#id}[0].unknown")
    public String failingKey(String id) {
        return backend.answer();
    }

    @DynamoCached(cache = "odd", key = "#id")
    public String oddKey(Object id) {
        return backend.answer();
    }

    @DynamoCached("throwing")
    public String throwing(String id) throws IOException {
        backend.answer();
        throw new IOException("as it is");
    }

    @DynamoCached(cache = "unless", key = "#id", condition = "#id.length() > 2", unless = "#result.length() > 2")
    public @Nullable String unlessFailsWithoutCondition(String id) {
        return backend.answer();
    }
}
