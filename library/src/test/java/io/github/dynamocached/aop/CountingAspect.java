package io.github.dynamocached.aop;

import java.util.concurrent.atomic.AtomicInteger;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;

/** Counts what reaches the guarded methods. */
@Aspect
public class CountingAspect {

    static final AtomicInteger CALLS = new AtomicInteger();

    /** Counts a call. */
    @Before("execution(* io.github.dynamocached.aop.WovenMethods.Guarded.*(..))")
    public void count() {
        CALLS.incrementAndGet();
    }
}
