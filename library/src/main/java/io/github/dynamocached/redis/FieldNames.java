package io.github.dynamocached.redis;

/** The names of keys and of the control fields of their hashes. */
final class FieldNames {

    private FieldNames() {}

    /** The field of the stamp of a variant. */
    static String stamp(String variant) {
        return variant.isEmpty() ? "@x" : "@x:" + variant;
    }

    /** The field of the lease of a variant. */
    static String lease(String variant) {
        return variant.isEmpty() ? "@l" : "@l:" + variant;
    }

    /** The field of the value of a variant in the layout <em>blob</em>. */
    static String value(String variant) {
        return "@v:" + variant;
    }
}
