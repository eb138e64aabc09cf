package io.github.dynamocached.example.load;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Which of the numbered items a request is for. The first one is number 1. */
@FunctionalInterface
interface Keys {

    /** The number of the next item. */
    int next(RandomGenerator random);

    /** Every item alike. */
    static Keys alike(int items) {
        return random -> 1 + random.nextInt(items);
    }

    /** The second item half as often as the first, the third a third as often, and so on. */
    static Keys zipf(int items) {
        double[] upTo = new double[items];
        double sum = 0;
        for (int item = 0; item < items; item++) {
            sum += 1.0 / (item + 1);
            upTo[item] = sum;
        }
        double whole = sum;
        return random -> {
            int found = Arrays.binarySearch(upTo, random.nextDouble() * whole);
            return Math.min(items, 1 + (found < 0 ? -found - 1 : found));
        };
    }

    /** The first item in nine of ten cases, otherwise any item. */
    static Keys hot(int items) {
        Keys any = alike(items);
        return random -> random.nextInt(10) > 0 ? 1 : any.next(random);
    }
}
