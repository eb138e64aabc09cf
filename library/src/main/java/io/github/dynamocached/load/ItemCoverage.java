package io.github.dynamocached.load;

/** Which attributes a read of DynamoDB returns of the items that it finds. */
public enum ItemCoverage {
    /** All attributes. */
    WHOLE,
    /** Some attributes, because the request names them. */
    PARTIAL,
    /** Those that an index has, which may be only some. */
    OF_INDEX,
    /** None, because it counts items. */
    COUNTED
}
