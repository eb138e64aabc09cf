package io.github.dynamocached.aop;

import static io.github.dynamocached.aop.PartialReadMisuseTests.CUSTOMER;
import static io.github.dynamocached.aop.PartialReadMisuseTests.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.aop.PartialReadMisuseTests.Card;
import io.github.dynamocached.aop.PartialReadMisuseTests.Name;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.InitializingBean;

/** Which entity the attributes belong to that a method reads some of. */
class PartialReadEntityTests {

    static class Customers {
        @DynamoCached("customers")
        public Optional<Customer> findById(String id) {
            return Optional.empty();
        }
    }

    static class Cards {
        @DynamoCached(
                cache = "customers",
                fields = {"name", "visits"})
        public @Nullable Card card(String id) {
            return null;
        }
    }

    @Test
    void entityComesFromAnotherMethodWhateverTheOrderOfBeans() {
        assertThat(problemOf(Customers.class, Cards.class)).endsWith("started");
        assertThat(problemOf(Cards.class, Customers.class)).endsWith("started");
    }

    static class Puts {
        @DynamoPut(cache = "customers", key = "#id", ttl = "20m")
        public Customer save(String id) {
            return new Customer();
        }
    }

    static class Many {
        @DynamoCached(cache = "customers", keys = "#ids")
        public Map<String, Customer> findAll(List<String> ids) {
            return Map.of();
        }
    }

    @Test
    void entityComesFromAReadOfManyKeysOrFromAPut() {
        assertThat(problemOf(Cards.class, Many.class)).endsWith("started");
        assertThat(problemOf(Cards.class, Puts.class))
                .isEqualTo("@DynamoCached on PartialReadEntityTests.Cards.card(String): its results may come from the"
                        + " entries of PartialReadEntityTests.Puts.save(String), which live longer: ttl 20m,"
                        + " staleWhileRevalidate 0s there, ttl 5m, staleWhileRevalidate 0s here. Set the same ttl and"
                        + " staleWhileRevalidate here, or remove fields.");
    }

    static class CallsItselfWhenCreated implements InitializingBean {
        private final Cards cards;

        CallsItselfWhenCreated(Cards cards) {
            this.cards = cards;
        }

        @Override
        public void afterPropertiesSet() {
            assertThat(cards.card("1")).isNull();
        }
    }

    @Test
    void entityIsKnownToACallBeforeTheBeanWithItIsCreated() {
        assertThat(problemOf(CallsItselfWhenCreated.class, Cards.class, Customers.class))
                .endsWith("started");
    }

    @Test
    void entityThatNobodySaysIsRefused() {
        assertThat(problemOf(Cards.class))
                .isEqualTo(
                        "@DynamoCached on PartialReadEntityTests.Cards.card(String): no method of the cache 'customers'"
                                + " says which entity fields belong to. Set entity, for example \"entity ="
                                + " User.class\".");
    }

    static class Named {
        @DynamoCached(
                cache = "customers",
                entity = Customer.class,
                fields = {"name", "visits"})
        public Optional<Card> card(String id) {
            return Optional.empty();
        }
    }

    @Test
    void entityMayBeNamed() {
        assertThat(problemOf(Named.class)).endsWith("started");
        assertThat(problemOf(Named.class, Customers.class)).endsWith("started");
    }

    static class Turns {
        @DynamoCached("customers")
        public @Nullable Turn turn(String session, int number) {
            return null;
        }

        @DynamoCached(cache = "customers", variant = "'all'")
        public List<Turn> turns(String session) {
            return List.of();
        }
    }

    @Test
    void entityIsOneOfTheCache() {
        assertThat(problemOf(Named.class, Turns.class))
                .isEqualTo("@DynamoCached on PartialReadEntityTests.Named.card(String): entity is " + CUSTOMER
                        + ", but other methods of the cache 'customers' return " + Turn.class.getName()
                        + ". Set entity to that, or use another cache.");
        assertThat(problemOf(Cards.class, Customers.class, Turns.class))
                .isEqualTo("@DynamoCached on PartialReadEntityTests.Cards.card(String): the methods of the cache"
                        + " 'customers' return several entities (" + CUSTOMER + ", " + Turn.class.getName()
                        + "). Set entity to the one that fields belong to.");
        assertThat(problemOf(Named.class, Customers.class, Turns.class)).endsWith("started");
    }

    static class NoEntity {
        @DynamoCached(cache = "customers", entity = String.class, fields = "name")
        public @Nullable Name name(String id) {
            return null;
        }

        @DynamoCached(cache = "names", entity = Customer.class)
        public @Nullable Name whole(String id) {
            return null;
        }
    }

    @Test
    void entityIsAnEntityAndHasFields() {
        assertThat(problemOf(NoEntity.class).lines())
                .containsExactly(
                        "@DynamoCached on PartialReadEntityTests.NoEntity.name(String): entity java.lang.String is not"
                                + " an entity. Use a class that is annotated @DynamoDbBean or @DynamoDbImmutable, or"
                                + " that a TableSchema bean describes.",
                        "@DynamoCached on PartialReadEntityTests.NoEntity.whole(String): entity is set, but fields is"
                                + " empty. Set fields, or remove entity.");
    }
}
