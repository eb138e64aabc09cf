package io.github.dynamocached.load;

/**
 * A value of which only a part has arrived, because it is too large or takes too long. Its caller gets it as it goes on.
 * Nobody else does, and it is not stored.
 *
 * @param rest what goes on
 */
public record Unfinished(Object rest) {

    @Override
    public String toString() {
        return "unfinished value";
    }
}
