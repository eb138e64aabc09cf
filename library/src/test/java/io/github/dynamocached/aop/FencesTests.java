package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A method that writes to a fenced cache announces itself before it is called, and ends its fence. */
class FencesTests {

    private final CachingTestApplication application =
            CachingTestApplication.start(FencedPeople.class, Repository.class);
    private final Repository repository = application.bean(Repository.class);
    private final WatchedEntryStore store = application.store();

    @AfterEach
    void closeApplication() {
        application.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class FencedPeople {

        @Bean
        CacheSettings people() {
            return CacheSettings.named("people").consistency(Consistency.FENCED).build();
        }
    }

    static class Repository {

        private int loads;

        @DynamoCached(cache = "people", key = "#id")
        public String name(String id) {
            loads++;
            return "Ann";
        }

        @DynamoEvict(cache = "people", key = "#id")
        public void during(String id, Runnable write) {
            write.run();
        }

        @DynamoEvict(cache = "people", key = "#id", condition = "#result")
        public boolean update(String id, Supplier<Boolean> write) {
            return write.get();
        }

        @DynamoEvict(cache = "people", key = "#id")
        @DynamoEvict(cache = "other", key = "#other.length() > 1 ? #other : {#other}[0].missing")
        public void both(String id, String other) {}

        int loads() {
            return loads;
        }
    }

    @Test
    void readsDuringTheMethodAreNotStoredAndReadsAfterItAre() {
        repository.name("1");
        repository.during("1", () -> {
            repository.name("1");
            repository.name("1");
        });
        assertThat(repository.loads()).isEqualTo(3);
        repository.name("1");
        repository.name("1");
        assertThat(repository.loads()).isEqualTo(4);
    }

    @Test
    void methodThatThrowsLeavesItsFence() {
        assertThatThrownBy(() -> repository.during("1", () -> {
                    throw new IllegalStateException("timed out");
                }))
                .hasMessage("timed out");
        repository.name("1");
        repository.name("1");
        assertThat(repository.loads()).isEqualTo(2);
        assertThat(store.evictions()).containsExactly("people/1");
    }

    @Test
    void fenceEndsAlsoWhereTheConditionSaysThatNothingWasWritten() {
        assertThat(repository.update("1", () -> false)).isFalse();
        repository.name("1");
        repository.name("1");
        assertThat(repository.loads()).isEqualTo(1);
    }

    @Test
    void keyOfAnotherAnnotationThatFailsLeavesNoFence() {
        repository.both("1", "x");
        assertThat(store.evictions()).containsExactly("people/1", "other/all");
        repository.name("1");
        repository.name("1");
        assertThat(repository.loads()).isEqualTo(1);
    }

    @Test
    void writeGoesOnWithoutRedis() {
        store.setAway(true);
        assertThat(repository.update("1", () -> true)).isTrue();
    }
}
