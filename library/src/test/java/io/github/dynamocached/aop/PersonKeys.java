package io.github.dynamocached.aop;

import io.github.dynamocached.store.EntityKeys;
import java.util.List;
import java.util.Set;

/** Knows {@link Person} as the only entity. */
final class PersonKeys implements EntityKeys {

    @Override
    public boolean isEntity(Class<?> type) {
        return type == Person.class;
    }

    @Override
    public List<Object> partsOf(Object entity) {
        Person person = (Person) entity;
        if (person.tenant().isEmpty()) {
            throw new IllegalArgumentException("Person has no value for its partition key 'tenant'.");
        }
        return List.of(person.tenant(), person.number());
    }

    @Override
    public int countOf(Class<?> type) {
        return 2;
    }

    @Override
    public Set<String> attributesOf(Class<?> type) {
        return Set.of("tenant", "number", "name");
    }

    @Override
    public boolean isNumber(Class<?> type, String attribute) {
        return attribute.equals("number");
    }
}
