package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.aop.PartialReadEntityTests.Customers;
import io.github.dynamocached.entities.Customer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Reads of some attributes that cannot work stop the start, and those that can do not. */
class PartialReadMisuseTests {

    static final String CUSTOMER = Customer.class.getName();

    record Card(@Nullable String name, @Nullable Integer visits) {}

    record Name(@Nullable String name) {}

    static String problemOf(Class<?>... components) {
        Class<?>[] all = new Class<?>[components.length + 1];
        all[0] = EntityPorts.class;
        System.arraycopy(components, 0, all, 1, components.length);
        try (CachingTestApplication application = CachingTestApplication.start(all)) {
            return application.context().getDisplayName() + " started";
        } catch (MisuseException refused) {
            return String.valueOf(refused.getMessage());
        }
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
                        misspelt + "card(String): fields names 'names', which is not an attribute of " + CUSTOMER
                                + ". Use 'name'.",
                        misspelt + "card(String): fields names 'since', and " + card
                                + " has no property for it. Add one, map one with @DynamoDbAttribute on its accessor, or"
                                + " remove it from fields.",
                        misspelt + "card(String): key \"#idd\" uses #idd, which is not a parameter. Use #id.",
                        misspelt + "names(String, String): fields has an empty name. Write the name of an attribute.",
                        misspelt + "names(String, String): fields names 'name' twice. Remove one of them.",
                        misspelt
                                + "names(String, String): variant \"#locale\" cannot be combined with fields, which"
                                + " already keep results apart. Remove one of the two.",
                        misspelt + "other(String): fields names 'elsewhere', which is not an attribute of " + CUSTOMER
                                + ". Its attributes are @handle, active, id, name, since, visits.",
                        misspelt
                                + "placeholder(String): fields \"${nobody.knows}\" has a placeholder without a value."
                                + " Set the property, or write a default, for example \"${name:default}\".",
                        misspelt + "text(String): fields need a record, a bean or a class with one constructor, and"
                                + " java.lang.String cannot be used as one. Return a record with the components name, or"
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
                                + " entries of PartialReadEntityTests.Customers.findById(String), which live longer:"
                                + " ttl 5m, staleWhileRevalidate 0s there, ttl 1m, staleWhileRevalidate 0s here. Set"
                                + " the same ttl and staleWhileRevalidate here, or remove fields.");
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
                                    + " which is not an attribute of " + CUSTOMER
                                    + ". Use 'name'.");
        }
    }
}
