package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Writes whose key the method itself sets or changes: what was cached under the new key is evicted as well. */
class KeysSetByTheMethodTests {

    private final CachingTestApplication application = CachingTestApplication.start(Repository.class, Fenced.class);
    private final Repository repository = application.bean(Repository.class);
    private final WatchedEntryStore store = application.store();

    @AfterEach
    void closeApplication() {
        application.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Fenced {

        @Bean
        CacheSettings fenced() {
            return CacheSettings.named("fenced").consistency(Consistency.FENCED).build();
        }
    }

    static final class User {

        private @Nullable String id;
        private int number;

        public @Nullable String getId() {
            return id;
        }

        public int getNumber() {
            return number;
        }
    }

    static class Repository {

        private final Map<String, String> table = new HashMap<>();

        @DynamoCached("users")
        public Optional<String> find(String id) {
            return Optional.ofNullable(table.get(id));
        }

        @DynamoCached("fenced")
        public Optional<String> findFenced(String id) {
            return Optional.ofNullable(table.get(id));
        }

        void insert(String id, String name) {
            table.put(id, name);
        }

        private void insert(User user) {
            user.id = "new";
            user.number = 42;
            table.put("new", "Ann");
        }

        @DynamoEvict(cache = "users", key = "#user.id")
        public void create(User user) {
            insert(user);
        }

        @DynamoEvict(cache = "fenced", key = "#user.id")
        public void createFenced(User user) {
            insert(user);
        }

        @DynamoEvict(cache = "nested", key = "{{#user.id, 1}, 2}")
        public void createNested(User user) {
            insert(user);
        }

        @DynamoEvict(cache = "numbers", key = "#user.number")
        public void createNumber(User user) {
            insert(user);
        }

        @DynamoEvict(cache = "users", keys = "#users", key = "#key.id")
        public void createAll(List<User> users) {
            users.add(new User());
            users.forEach(this::insert);
        }

        @DynamoEvict(cache = "users", key = "#user.id")
        public void createAndThrow(User user) {
            insert(user);
            throw new IllegalStateException("timed out");
        }

        @DynamoPut(cache = "users", key = "#user.id")
        public String put(User user) {
            insert(user);
            return "Ann";
        }

        @DynamoEvict(cache = "users", key = "#user.id.toString()")
        public void fails(User user) {
            insert(user);
        }

        @DynamoEvict(cache = "users", key = "#user.id.toString()")
        public void remove(User user) {
            user.id = null;
        }

        @DynamoEvict(cache = "users", key = "#user.id")
        public void moveTo(User user, String id) {
            user.id = id;
        }
    }

    @Test
    void absenceUnderAKeyThatTheMethodSetsIsEvicted() {
        assertThat(repository.find("new")).isEmpty();
        repository.create(new User());
        assertThat(repository.find("new")).contains("Ann");
        assertThat(store.evictions()).containsExactlyInAnyOrder("users/@null", "users/new");
    }

    @Test
    void absenceUnderAFencedKeyIsEvicted() {
        assertThat(repository.findFenced("new")).isEmpty();
        repository.createFenced(new User());
        assertThat(repository.findFenced("new")).contains("Ann");
        assertThat(repository.findFenced("new")).contains("Ann");
    }

    @Test
    void nestedPartsAndNumbersThatAreSetLaterAreEvicted() {
        repository.createNested(new User());
        repository.createNumber(new User());
        assertThat(store.evictions()).contains("nested/(@null,1):2", "nested/(new,1):2", "numbers/0", "numbers/42");
    }

    @Test
    void elementsThatAreSetOrAddedLaterAreEvicted() {
        assertThat(repository.find("new")).isEmpty();
        repository.createAll(new ArrayList<>());
        assertThat(repository.find("new")).contains("Ann");
    }

    @Test
    void methodThatThrowsEvictsBoth() {
        assertThatThrownBy(() -> repository.createAndThrow(new User())).hasMessage("timed out");
        assertThat(store.evictions()).contains("users/@null", "users/new");
    }

    @Test
    void putUnderAKeyThatTheMethodSetsEvictsAndStoresNothing() {
        assertThat(repository.find("new")).isEmpty();
        repository.put(new User());
        assertThat(store.evictions()).containsExactlyInAnyOrder("users/@null", "users/new");
        repository.insert("new", "Bob");
        assertThat(repository.find("new")).contains("Bob");
    }

    @Test
    void keyThatFailsBeforeTheMethodIsTriedAfterIt() {
        repository.fails(new User());
        assertThat(store.evictions()).containsExactly("users/new");
    }

    @Test
    void keyThatFailsAfterTheMethodAloneIsThatFromBefore() {
        User user = new User();
        user.id = "1";
        repository.remove(user);
        assertThat(store.evictions()).containsExactly("users/1");
    }

    @Test
    void keyThatTheMethodChangesIsEvictedAsItWasAndAsItIs() {
        User user = new User();
        user.id = "1";
        repository.moveTo(user, "2");
        assertThat(store.evictions()).containsExactlyInAnyOrder("users/1", "users/2");
        repository.moveTo(user, "2");
        assertThat(store.evictions()).hasSize(3);
    }
}
