package io.github.dynamocached.deferred;

import reactor.core.publisher.Flux;

/**
 * Items that go on to arrive: first those that were collected, then the others at the demand of the one subscriber.
 *
 * @param items all of them, which can be subscribed to once
 */
public record Open(Flux<Object> items) {

    @Override
    public String toString() {
        return "open items";
    }
}
