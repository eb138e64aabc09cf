package io.github.dynamocached.benchmarks.faults;

import java.io.Serializable;

/** The cached item. Its version counts its writes. */
public record Item(String id, long version) implements Serializable {}
