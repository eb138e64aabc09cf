package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Reads of some attributes that cannot work stop the start, and those that can do not. */
class PartialReadMisuseTests {

    private static final String CUSTOMER = Customer.class.getName();

    record Card(@Nullable String name, @Nullable Integer visits) {}

    record Name(@Nullable String name) {}

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

    private static String problemOf(Class<?>... components) {
        Class<?>[] all = new Class<?>[components.length + 1];
        all[0] = EntityPorts.class;
        System.arraycopy(components, 0, all, 1, components.length);
        try (CachingTestApplication application = CachingTestApplication.start(all)) {
            return application.context().getDisplayName() + " started";
        } catch (MisuseException refused) {
            return String.valueOf(refused.getMessage());
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
                .isEqualTo("@DynamoCached on PartialReadMisuseTests.Cards.card(String): its results may come from the"
                        + " entries of PartialReadMisuseTests.Puts.save(String), which live longer: ttl 20m,"
                        + " staleWhileRevalidate 0s there, ttl 5m, staleWhileRevalidate 0s here. Let this method's results"
                        + " live as long, or leave fields out.");
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
                        "@DynamoCached on PartialReadMisuseTests.Cards.card(String): no method of the cache"
                                + " 'customers' says which entity fields belong to. Set entity, as in \"entity = User.class\".");
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
                .isEqualTo("@DynamoCached on PartialReadMisuseTests.Named.card(String): entity is " + CUSTOMER
                        + ", but other methods of the cache 'customers' return " + Turn.class.getName()
                        + ". Name that, or read from another cache.");
        assertThat(problemOf(Cards.class, Customers.class, Turns.class))
                .isEqualTo("@DynamoCached on PartialReadMisuseTests.Cards.card(String): the methods of the cache"
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
                        "@DynamoCached on PartialReadMisuseTests.NoEntity.name(String): entity java.lang.String is none."
                                + " Name a class that is annotated @DynamoDbBean or @DynamoDbImmutable, or that a TableSchema"
                                + " bean describes.",
                        "@DynamoCached on PartialReadMisuseTests.NoEntity.whole(String): entity is the one that fields"
                                + " belong to, and there are none. Name fields, or leave entity out.");
    }

    static class Misspelt {
        @DynamoCached(
                cache = "customers",
                key = "#idd",
                fields = {"names", "visits", "since"})
        public @Nullable Card card(String id) {
            return null;
        }

        @DynamoCached(
                cache = "customers",
                fields = {"elsewhere", "visits"})
        public @Nullable Card other(String id) {
            return null;
        }

        @DynamoCached(
                cache = "customers",
                variant = "#locale",
                key = "#id",
                fields = {"name", "", "name"})
        public @Nullable Name names(String id, String locale) {
            return null;
        }

        @DynamoCached(cache = "customers", fields = "${nobody.knows}")
        public @Nullable Name placeholder(String id) {
            return null;
        }

        @DynamoCached(cache = "customers", fields = "name")
        public @Nullable String text(String id) {
            return null;
        }
    }

    @Test
    void everythingThatIsWrongWithFieldsIsToldAtOnce() {
        String misspelt = "@DynamoCached on PartialReadMisuseTests.Misspelt.";
        String card = PartialReadMisuseTests.class.getName() + "$Card";
        assertThat(problemOf(Customers.class, Misspelt.class).lines())
                .containsExactly(
                        misspelt + "card(String): fields names 'names', which is no attribute of " + CUSTOMER
                                + ". Write 'name' if that is meant.",
                        misspelt + "card(String): fields names 'since', and " + card
                                + " has nothing for it. Add it there,"
                                + " say with @DynamoDbAttribute on an accessor which one it is, or leave it out of fields.",
                        misspelt + "card(String): key \"#idd\" uses #idd, which is not a parameter. Use #id.",
                        misspelt + "names(String, String): fields has a name without a letter. Write the name of an"
                                + " attribute.",
                        misspelt + "names(String, String): fields names 'name' twice. Leave one of them out.",
                        misspelt
                                + "names(String, String): variant \"#locale\" tells several results of one key apart, but"
                                + " fields make one of each. Leave one of the two out.",
                        misspelt + "other(String): fields names 'elsewhere', which is no attribute of " + CUSTOMER
                                + ". Its attributes are @handle, active, id, name, since, visits.",
                        misspelt
                                + "placeholder(String): fields \"${nobody.knows}\" has a placeholder without a value. Set"
                                + " the property or write a default, as in \"${name:default}\".",
                        misspelt + "text(String): fields make a record, a bean or a class with one constructor, and"
                                + " java.lang.String is none that can be used. Return a record with the components name, or"
                                + " leave fields out.");
    }

    static class ShortLived {
        @DynamoCached(cache = "customers", ttl = "1m", fields = "name")
        public @Nullable Name name(String id) {
            return null;
        }

        @DynamoCached(
                cache = "customers",
                ttl = "10m",
                fields = {"name", "visits"})
        public @Nullable Card card(String id) {
            return null;
        }
    }

    @Test
    void resultThatWouldLiveShorterThanItsEntityIsRefused() {
        assertThat(problemOf(Customers.class, ShortLived.class))
                .isEqualTo(
                        "@DynamoCached on PartialReadMisuseTests.ShortLived.name(String): its results may come from the"
                                + " entries of PartialReadMisuseTests.Customers.findById(String), which live longer: ttl 5m,"
                                + " staleWhileRevalidate 0s there, ttl 1m, staleWhileRevalidate 0s here. Let this method's results"
                                + " live as long, or leave fields out.");
    }

    interface CardFinder {
        @Nullable
        Name name(String id);
    }

    @Configuration(proxyBeanMethods = false)
    static class Hidden {
        @Bean
        @Lazy
        CardFinder hidden() {
            return new HiddenCards();
        }
    }

    static class HiddenCards implements CardFinder {
        @Override
        @DynamoCached(cache = "customers", fields = "names")
        public @Nullable Name name(String id) {
            return null;
        }

        @DynamoCached("customers")
        public @Nullable Customer whole(String id) {
            return null;
        }
    }

    @Test
    void lazyBeanOfAnInterfaceIsRefusedWhenItIsCreatedAndKnowsItsOwnEntity() {
        try (CachingTestApplication application = CachingTestApplication.start(EntityPorts.class, Hidden.class)) {
            assertThatThrownBy(() -> application.bean(CardFinder.class))
                    .rootCause()
                    .hasMessage(
                            "@DynamoCached on PartialReadMisuseTests.HiddenCards.name(String): fields names 'names',"
                                    + " which is no attribute of " + CUSTOMER
                                    + ". Write 'name' if that is meant.");
        }
    }
}
