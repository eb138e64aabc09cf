package io.github.dynamocached.codec;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How values are made of some attributes of an entity, and taken apart again. */
interface PartValues {

    /** The attributes of a value in the order of the part, null for one that it does not have. */
    @Nullable
    AttributeValue[] attributesOf(Object value);

    /** The value of attributes in that order. */
    Object valueOf(@Nullable AttributeValue[] attributes);
}
