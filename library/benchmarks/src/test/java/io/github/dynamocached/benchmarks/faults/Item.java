package io.github.dynamocached.benchmarks.faults;

import java.io.Serializable;

/** What is cached: an item whose version counts its writes. */
public record Item(String id, long version) implements Serializable {}
