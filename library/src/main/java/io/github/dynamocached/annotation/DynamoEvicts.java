package io.github.dynamocached.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Several evictions by one method. The compiler adds it if {@link DynamoEvict} is repeated. */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface DynamoEvicts {

    /**
     * The evictions, sent in this order.
     *
     * @return one or more
     */
    DynamoEvict[] value();
}
