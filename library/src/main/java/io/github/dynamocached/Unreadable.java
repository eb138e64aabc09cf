package io.github.dynamocached;

/** Why what lies in a slot is no value. Such a slot is a miss, and the next load replaces it. */
public enum Unreadable {
    /** The key holds no hash. */
    TYPE,
    /** The stamp is of another version of the format, or says nothing. */
    FORMAT,
    /** The value is of another result type, or of another version of it. */
    SCHEMA,
    /** The fields do not belong to the stamp, or hold no value. */
    VALUE
}
