package io.github.dynamocached.example.page;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Whom the traffic asks for. It leaves out the last users, which are for the experiments. */
enum TrafficPattern {

    /** Everybody equally often. */
    STEADY {
        @Override
        int next(RandomGenerator random) {
            return 1 + random.nextInt(USERS);
        }
    },

    /** One user nine times of ten, as when a celebrity is in the news. */
    HOT {
        @Override
        int next(RandomGenerator random) {
            return random.nextInt(10) > 0 ? HOT_USER : STEADY.next(random);
        }
    },

    /** The second half as often as the first, the third a third as often: what most real traffic looks like. */
    ZIPF {
        @Override
        int next(RandomGenerator random) {
            int place = Arrays.binarySearch(Zipf.CUMULATED, random.nextDouble(Zipf.CUMULATED[USERS - 1]));
            return 1 + (place < 0 ? -place - 1 : place);
        }
    };

    static final int USERS = 990;
    private static final int HOT_USER = 7;

    abstract int next(RandomGenerator random);

    private static final class Zipf {

        private static final double[] CUMULATED = new double[USERS];

        static {
            double sum = 0;
            for (int i = 0; i < USERS; i++) {
                sum += 1.0 / (i + 1);
                CUMULATED[i] = sum;
            }
        }
    }
}
