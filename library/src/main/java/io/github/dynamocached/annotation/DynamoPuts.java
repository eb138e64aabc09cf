package io.github.dynamocached.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Several write-throughs by one method. Written by the compiler where {@link DynamoPut} is repeated. */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface DynamoPuts {

    /**
     * The write-throughs in order.
     *
     * @return one or more
     */
    DynamoPut[] value();
}
