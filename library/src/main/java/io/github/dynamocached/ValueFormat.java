package io.github.dynamocached;

/** How a cache writes values that are not entities. Entities keep the form of their attributes in any case. */
public enum ValueFormat {
    /** JSON: readable in {@code redis-cli}. */
    JSON,
    /**
     * CBOR (RFC 8949): binary, and smaller for numbers and byte arrays. Needs the dependency
     * {@code tools.jackson.dataformat:jackson-dataformat-cbor}.
     */
    CBOR
}
