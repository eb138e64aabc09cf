package io.github.dynamocached.load;

/** What a read of DynamoDB returns of the items that it finds. */
public enum SeenItems {
    /** All attributes. */
    WHOLE,
    /** Some attributes, because the request names them. */
    PARTIAL,
    /** What an index holds, which may be some attributes alone. */
    OF_INDEX,
    /** None: it counts items. */
    COUNTED
}
