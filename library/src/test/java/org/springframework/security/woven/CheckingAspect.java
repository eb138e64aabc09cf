package org.springframework.security.woven;

import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;

/** Stands for the aspects of Spring Security, in whose package it is. */
@Aspect
public class CheckingAspect {

    /** What it says to those without a name. */
    public static final String REFUSAL = "Nobody may read this";

    /** Lets nobody in without a name. */
    @Before("execution(* io.github.dynamocached.aop.WovenMethods.Guarded.*(..))")
    public void check() {
        if (SecurityContextHolder.getContext().getAuthentication() == null) {
            throw new AccessDeniedException(REFUSAL);
        }
    }
}
