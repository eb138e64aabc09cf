package io.github.dynamocached.warmup;

import io.github.dynamocached.RunningWarmUp;
import io.github.dynamocached.WarmUp;
import io.github.dynamocached.WarmUpCall;
import java.time.Duration;

/** The limits of a warm-up, until it is started. */
final class PreparedWarmUp<K> implements WarmUp<K> {

    private static final int MOST_THREADS = 64;

    private final Iterable<? extends K> keys;
    private final WarmUps warmUps;
    private double loadsPerSecond = 50;
    private int parallelism = 4;

    PreparedWarmUp(Iterable<? extends K> keys, WarmUps warmUps) {
        this.keys = keys;
        this.warmUps = warmUps;
    }

    @Override
    public WarmUp<K> loadsPerSecond(double most) {
        if (!(most > 0) || most > 1e6) {
            throw new IllegalArgumentException(
                    "loadsPerSecond is " + most + ". Use a number above 0 and up to 1000000.");
        }
        this.loadsPerSecond = most;
        return this;
    }

    @Override
    public WarmUp<K> parallelism(int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("parallelism is " + threads + ". Use a number from 1 to 64.");
        }
        this.parallelism = threads;
        return this;
    }

    @Override
    public RunningWarmUp start(WarmUpCall<? super K> call) {
        Pace pace = new Pace(Duration.ofNanos((long) (1e9 / loadsPerSecond)));
        return warmUps.start(new KeyReads<>(keys.iterator(), call, pace), parallelism);
    }
}
