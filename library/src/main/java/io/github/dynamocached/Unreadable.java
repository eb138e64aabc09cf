package io.github.dynamocached;

/** Why something that is stored cannot be used as a value. It is a miss, and the next load replaces it. */
public enum Unreadable {
    /** The key does not hold a hash. */
    TYPE,
    /** The stamp has another version of the format, or cannot be read. */
    FORMAT,
    /** The value has another result type, or another version of it. */
    SCHEMA,
    /** The fields do not belong to the stamp, or cannot be decoded. */
    VALUE
}
