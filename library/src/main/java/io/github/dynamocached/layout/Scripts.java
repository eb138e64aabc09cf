package io.github.dynamocached.layout;

import java.util.List;

/**
 * The scripts of the store.
 *
 * @param acquire asks for the right to fill a slot
 * @param fill stores a value if its token is still there
 * @param release drops a lease
 * @param begin announces a write
 * @param evict empties a key
 * @param look says what lies under a key
 */
public record Scripts(Script acquire, Script fill, Script release, Script begin, Script evict, Script look) {

    /**
     * The scripts of the library.
     *
     * @return the scripts
     */
    public static Scripts load() {
        return new Scripts(
                Script.load("acquire"),
                Script.load("fill"),
                Script.load("release"),
                Script.load("begin"),
                Script.load("evict"),
                Script.loadAlone("look"));
    }

    /**
     * Each of them.
     *
     * @return the scripts
     */
    public List<Script> all() {
        return List.of(acquire, fill, release, begin, evict, look);
    }
}
