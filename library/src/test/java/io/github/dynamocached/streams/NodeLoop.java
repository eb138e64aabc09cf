package io.github.dynamocached.streams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** The loop of one node, which can die without a word, or stand still for a while. */
final class NodeLoop implements Loop {

    private final MovableLoop loop;
    private final Queue<Runnable> missed = new ArrayDeque<>();
    private boolean dead;
    private boolean paused;

    NodeLoop(MovableLoop loop) {
        this.loop = loop;
    }

    void kill() {
        dead = true;
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        missed.forEach(this::execute);
        missed.clear();
    }

    @Override
    public long nanos() {
        return loop.nanos();
    }

    @Override
    public long millis() {
        return loop.millis();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(() -> run(task));
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        loop.schedule(delay, () -> run(task));
    }

    private void run(Runnable task) {
        if (paused) {
            missed.add(task);
        } else if (!dead) {
            task.run();
        }
    }
}
