package io.github.dynamocached.redis;

/**
 * What happened when many threads read one cold key at once.
 *
 * @param loads how often it was loaded
 * @param served how many callers got its value
 * @param begin the moment before the first call, of the clock that all processes of a machine share
 * @param end the moment after the last call
 */
record ColdRound(int loads, int served, long begin, long end) {

    /** No call at all. */
    static final ColdRound NONE = new ColdRound(0, 0, Long.MAX_VALUE, Long.MIN_VALUE);

    /** The round of this process and of another one. */
    ColdRound with(ColdRound other) {
        return new ColdRound(
                loads + other.loads, served + other.served, Math.min(begin, other.begin), Math.max(end, other.end));
    }

    long nanos() {
        return end - begin;
    }

    @Override
    public String toString() {
        return loads + " " + served + " " + begin + " " + end;
    }

    /** The round of a text that {@link #toString()} made. */
    static ColdRound parse(String text) {
        String[] words = text.split(" ", 4);
        return new ColdRound(
                Integer.parseInt(words[0]),
                Integer.parseInt(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]));
    }
}
