package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.cache.ReadThroughCaches;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A parent and a child that share their properties, each with the auto-configuration. */
class ChildContextTests extends AutoConfigurationFixture {

    static class Users {
        @DynamoCached("users")
        public String find(String id) {
            return id;
        }
    }

    static class Orders {

        private int calls;

        @DynamoCached("orders")
        public String find(String id) {
            return id + ++calls;
        }

        @DynamoEvict("users")
        public void save(String id) {}
    }

    static class OddOrders {
        @DynamoCached(cache = "orders", ttl = "10x")
        public final String find(String id) {
            return id;
        }
    }

    @Test
    void propertyOfTheChildStartsTheParentAndHoldsForTheChild() {
        String ofChild = "dynamocached.caches.orders.ttl=7s";
        application.withPropertyValues(ofChild).withBean(Users.class).run(parent -> {
            assertThat(parent).hasNotFailed();
            application
                    .withPropertyValues(ofChild)
                    .withParent(parent)
                    .withBean(Orders.class)
                    .run(child -> {
                        assertThat(child).hasNotFailed();
                        Orders orders = child.getBean(Orders.class);
                        await().until(() -> orders.find("1").equals(orders.find("1")));
                        assertThat(child.getBean(ReadThroughCaches.class))
                                .isSameAs(parent.getBean(ReadThroughCaches.class));
                        assertThat(child.getBean(ReadThroughCaches.class)
                                        .cache("orders")
                                        .settings()
                                        .ttl())
                                .isEqualTo(Duration.ofSeconds(7));
                    });
        });
    }

    @Test
    void mistakesOfTheChildAreAllInItsMessage() {
        String place = "@DynamoCached on ChildContextTests.OddOrders.find(String): ";
        application
                .withBean(Users.class)
                .run(
                        parent -> application
                                .withParent(parent)
                                .withBean(OddOrders.class)
                                .run(
                                        child -> assertThat(child)
                                                .getFailure()
                                                .hasMessage(
                                                        place
                                                                + "the method is final, so a proxy cannot intercept"
                                                                + " it. Remove 'final'.\n"
                                                                + place
                                                                + "ttl \"10x\" is not a duration. Use \"10m\" or ISO-8601 such as \"PT10M\".")));
    }
}
