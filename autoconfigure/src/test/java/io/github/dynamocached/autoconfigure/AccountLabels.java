package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.annotation.DynamoCached;

/** What others see of a repository that is proxied by its interface. */
interface AccountLabels {

    @DynamoCached(cache = "labels", key = "#id")
    String label(String id);
}
