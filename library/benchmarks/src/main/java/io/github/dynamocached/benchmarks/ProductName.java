package io.github.dynamocached.benchmarks;

/** Two attributes of a product. */
public record ProductName(String name, String brand) {}
