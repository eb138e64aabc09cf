package io.github.dynamocached.springcache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Nothing of a cached {@code Mono} happens before somebody subscribes, and each subscription is a call. */
class SpringMonoTests {

    @BeforeEach
    void clear() {
        Items.TABLE.clear();
        Items.TABLE.put("1", "old");
    }

    @Test
    void nothingIsReadBeforeSomebodySubscribes() {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Mono<String> unused = node.bean(Items.class).mono("1");
            Mono<String> unusedToo = node.bean(Items.class).monoUnless("1");
            assertThat(node.commands()).isEmpty();
            assertThat(unused).isNotSameAs(unusedToo);
        }
    }

    @Test
    void subscriptionAfterAnEvictionDoesNotGetWhatWasThereAtTheCall() {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Items items = node.bean(Items.class);
            assertThat(items.mono("1").block()).isEqualTo("old");
            Mono<String> found = items.mono("1");
            Mono<String> foundWithoutSync = items.monoUnless("1");
            items.save("1", "new");
            assertThat(found.block()).isEqualTo("new");
            assertThat(foundWithoutSync.block()).isEqualTo("new");
        }
    }

    @Test
    void eachSubscriptionIsACall() {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Items items = node.bean(Items.class);
            Mono<String> found = items.monoUnless("1");
            assertThat(found.block()).isEqualTo("old");
            assertThat(found.block()).isEqualTo("old");
            items.save("1", "new");
            assertThat(found.block()).isEqualTo("new");
            assertThat(items.calls()).hasSize(2);
        }
    }

    @Test
    void methodSeesTheContextOfItsSubscriber() {
        try (SpringNode node = SpringNode.alone(Items.class)) {
            Items items = node.bean(Items.class);
            Mono<String> found = items.mono("1");
            assertThat(found.contextWrite(Context.of("tenant", " of A")).block())
                    .isEqualTo("old of A");
            items.save("1", "new");
            assertThat(found.contextWrite(Context.of("tenant", " of B")).block())
                    .isEqualTo("new of B");
        }
    }
}
