package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writes that throw before they have returned what their key would come from. */
class UnknownKeyTests {

    @RegisterExtension
    private final CapturedLog log = new CapturedLog(WriteOutcomes.class.getName());

    static class People {

        @DynamoCached("people")
        public Person find(String tenant, long number) {
            return new Person(tenant, number, "Ann");
        }

        @DynamoPut("people")
        public Person create(String name) {
            throw new IllegalStateException("the table is gone");
        }

        @DynamoEvict(cache = "people", key = "{#result.tenant, #result.number}")
        public Person move(String name) {
            throw new IllegalStateException("the table is gone");
        }
    }

    @ParameterizedTest
    @CsvSource({"@DynamoPut, create", "@DynamoEvict, move"})
    void methodThatThrowsIsToldThatItsKeyComesFromItsResult(String annotation, String method) {
        try (CachingTestApplication application = CachingTestApplication.start(People.class)) {
            People people = application.bean(People.class);
            assertThatThrownBy(() -> {
                        Person unused = method.equals("create") ? people.create("Ann") : people.move("Ann");
                    })
                    .hasMessage("the table is gone");
            assertThat(log.lines())
                    .containsExactly("WARN " + annotation + " on UnknownKeyTests.People." + method
                            + "(String): the method threw an exception. The key to evict from cache 'people' comes"
                            + " from its result, so nothing was evicted. If the method may have"
                            + " written before, set key to an expression of its parameters.");
        }
    }
}
