package io.github.dynamocached.aop;

import org.jspecify.annotations.Nullable;

/** An entity with a partition and a sort key, as far as {@link PersonKeys} is concerned. */
record Person(String tenant, long number, @Nullable String name) {}
