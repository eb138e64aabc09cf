package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.annotation.DynamoCached;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Component;

/** What a caller of a {@link DynamoCached} method sees, for each kind of result and attribute. */
class ReadsTests {

    private final CachingTestApplication application =
            CachingTestApplication.start(Backend.class, ReadMethods.class, Names.class);
    private final ReadMethods repository = application.bean(ReadMethods.class);
    private final Backend backend = application.bean(Backend.class);
    private final WatchedEntryStore store = application.store();

    @AfterEach
    void closeApplication() {
        application.close();
    }

    @Component("names")
    static class Names {

        public String prefixed(String name) {
            return "prefixed-" + name;
        }
    }

    @Test
    void secondCallIsAnsweredByTheCache() {
        backend.willAnswer("a");
        assertThat(repository.text("1")).isEqualTo("a");
        assertThat(repository.text("1")).isEqualTo("a");
        assertThat(repository.text("2")).isEqualTo("a");
        assertThat(backend.calls()).isEqualTo(2);
    }

    @Test
    void nullIsCachedAsAnAbsence() {
        assertThat(repository.text("1")).isNull();
        assertThat(repository.text("1")).isNull();
        assertThat(backend.calls()).isEqualTo(1);
    }

    @Test
    void optionalIsTakenOffAndPutOnAgain() {
        backend.willAnswer(Optional.of("a"));
        assertThat(repository.optional("1")).contains("a");
        assertThat(repository.optional("1")).contains("a");
        assertThat(backend.calls()).isEqualTo(1);
    }

    @Test
    void emptyOptionalIsCachedAsAnAbsence() {
        backend.willAnswer(Optional.empty());
        assertThat(repository.optional("1")).isEmpty();
        assertThat(repository.optional("1")).isEmpty();
        assertThat(backend.calls()).isEqualTo(1);
    }

    @Test
    void nullInPlaceOfAnOptionalIsAnEmptyOne() {
        assertThat(repository.optional("1")).isEmpty();
        assertThat(repository.optional("1")).isEmpty();
        assertThat(backend.calls()).isEqualTo(1);
    }

    @Test
    void primitiveIsCached() {
        backend.willAnswer(3);
        assertThat(repository.count("1")).isEqualTo(3);
        assertThat(repository.count("1")).isEqualTo(3);
        assertThat(backend.calls()).isEqualTo(1);
    }

    @Test
    void listKeepsTheTypeOfItsElements() {
        backend.willAnswer(List.of(new Person("a", 1, "Ann"), new Person("a", 2, null)));
        repository.people("a");
        assertThat(repository.people("a")).containsExactly(new Person("a", 1, "Ann"), new Person("a", 2, null));
        assertThat(backend.calls()).isEqualTo(1);
    }

    @Test
    void emptyListIsAValue() {
        backend.willAnswer(List.of());
        repository.people("a");
        store.server().advance(Duration.ofMinutes(1));
        assertThat(repository.people("a")).isEmpty();
        assertThat(backend.calls()).isEqualTo(1);
    }

    @Test
    void onlyTheEntityItselfHasTheEmptyVariant() {
        Person ann = new Person("a", 1, "Ann");
        backend.willAnswer(ann);
        assertThat(repository.person("a", 1)).isEqualTo(ann);
        backend.willAnswer("label");
        assertThat(repository.label("a", 1)).isEqualTo("label");
        backend.willAnswer(List.of());
        repository.friends(ann);
        repository.turns("a", 1, 10, true);
        assertThat(store.reads())
                .containsExactly(
                        "people/a:1/",
                        "people/a:1/java.lang.String",
                        "people/a:1/java.util.List<java.lang.String>",
                        "people/a:1/java.util.List<java.lang.String>:10:true");
    }

    @Test
    void variantsOfAKeyAreDifferentResults() {
        backend.willAnswer(List.of("a"));
        repository.turns("a", 1, 10, true);
        backend.willAnswer(List.of("b"));
        assertThat(repository.turns("a", 1, 10, false)).containsExactly("b");
        assertThat(repository.turns("a", 1, 10, true)).containsExactly("a");
    }

    @Test
    void entityWithAVariantIsABlobOfItsOwn() {
        backend.willAnswer(Optional.of(new Person("a", 1, "Ann")));
        repository.personAsOf("a", 1, "today");
        assertThat(repository.personAsOf("a", 1, "today")).contains(new Person("a", 1, "Ann"));
        assertThat(store.reads().get(0)).isEqualTo("people/a:1/io.github.dynamocached.aop.Person:today");
        assertThat(store.server().fields("dynamocached:people:a:1"))
                .containsKey("@v:io.github.dynamocached.aop.Person:today");
    }

    @Test
    void keyLeftOutIsAllParametersInOrder() {
        backend.willAnswer("a");
        repository.ofPerson(new Person("t:1", 7, null), "x");
        repository.all();
        repository.ofCollection(Arrays.asList("a", null));
        assertThat(store.reads())
                .containsExactly(
                        "ofPerson/t%3A1:7:x/java.lang.String",
                        "all/@none/java.lang.String", "collections/(a,@null)/java.lang.String");
    }

    @Test
    void falseConditionBypassesTheCache() {
        backend.willAnswer("a");
        repository.conditional("1");
        repository.conditional("1");
        assertThat(backend.calls()).isEqualTo(2);
        assertThat(store.reads()).isEmpty();

        repository.conditional("long");
        repository.conditional("long");
        assertThat(backend.calls()).isEqualTo(3);
    }

    @Test
    void unlessSeesTheValueOfAnOptionalAndKeepsItOut() {
        backend.willAnswer(Optional.of(""));
        repository.unlessEmpty("1");
        backend.willAnswer(Optional.empty());
        repository.unlessEmpty("1");
        assertThat(backend.calls()).isEqualTo(2);
        backend.willAnswer(Optional.of("a"));
        repository.unlessEmpty("2");
        repository.unlessEmpty("2");
        assertThat(backend.calls()).isEqualTo(3);
    }

    @Test
    void unlessThatFailsReachesTheCallerAndStoresNothing() {
        assertThatThrownBy(() -> repository.unlessFails("1"))
                .hasMessage("@DynamoCached on ReadMethods.unlessFails(String): unless \"#result.length() > 2\" fails"
                        + " with METHOD_CALL_ON_NULL_OBJECT_NOT_ALLOWED at position 8. Change the expression so that it"
                        + " works for every call.")
                .hasNoCause();
        backend.willAnswer("a");
        assertThat(repository.unlessFails("1")).isEqualTo("a");
        assertThat(backend.calls()).isEqualTo(2);
    }

    @Test
    void ttlOfTheMethodBeatsThatOfTheCache() {
        backend.willAnswer("a");
        repository.shortLived("1");
        store.server().advance(Duration.ofSeconds(3));
        repository.shortLived("1");
        assertThat(backend.calls()).isEqualTo(2);
    }

    @Test
    void expressionsSeeBeansAndTheRoot() {
        backend.willAnswer("a");
        repository.spel("1");
        repository.spel("1");
        assertThat(store.reads())
                .containsExactly("spel/prefixed-1spel0/java.lang.String", "spel/prefixed-1spel1/java.lang.String");
    }

    @Test
    void keyThatFailsReachesTheCallerBeforeTheMethodIsCalled() {
        assertThatThrownBy(() -> repository.failingKey("secret"))
                .hasMessage("@DynamoCached on ReadMethods.failingKey(String): key \"{#id}[0].unknown\" fails with"
                        + " PROPERTY_OR_FIELD_NOT_READABLE at position 9. Change the expression so that it works for"
                        + " every call.")
                .hasNoCause();
        assertThat(backend.calls()).isZero();
    }

    @Test
    void argumentThatCannotBePartOfAKeyIsNamedByItsType() {
        assertThatThrownBy(() -> repository.oddKey("secret".chars()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("@DynamoCached on ReadMethods.oddKey(Object): key \"#id\" gives no key."
                        + " A value of type java.util.stream.")
                .hasMessageEndingWith(
                        " cannot be part of a cache key. Use texts, numbers, booleans, enums, UUIDs, dates,"
                                + " bytes, or collections of them.");
        assertThat(backend.calls()).isZero();
    }

    @Test
    void exceptionOfTheMethodReachesTheCallerAsItIsAndIsNotCached() {
        assertThatThrownBy(() -> repository.throwing("1"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("as it is");
        assertThatThrownBy(() -> repository.throwing("1")).isExactlyInstanceOf(IOException.class);
        assertThat(backend.calls()).isEqualTo(2);
    }

    @Test
    void methodIsCalledOnceWithTheStoreAway() {
        store.setAway(true);
        backend.willAnswer("a");
        assertThat(repository.text("1")).isEqualTo("a");
        assertThat(backend.calls()).isEqualTo(1);
        assertThatThrownBy(() -> repository.throwing("1")).hasMessage("as it is");
        assertThat(backend.calls()).isEqualTo(2);
    }

    @Test
    void unlessIsNotAskedWhereTheConditionSaysNo() {
        assertThat(repository.unlessFailsWithoutCondition("1")).isNull();
        backend.willAnswer("a");
        assertThat(repository.unlessFailsWithoutCondition("1")).isEqualTo("a");
        assertThat(backend.calls()).isEqualTo(2);
    }
}
