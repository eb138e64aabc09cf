package io.github.dynamocached.entities;

import io.github.dynamocached.annotation.DynamoCached;

/** Has a cached method that only its own package sees. */
public class PackagePrivateReads {

    @DynamoCached("a")
    String find(String id) {
        return id;
    }
}
