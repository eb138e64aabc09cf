package io.github.dynamocached.cache;

import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.store.ToldKeys;
import io.github.dynamocached.store.Watch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The channel of one node to one process. What the process tells and answers waits in one queue, in its order, until the search lets
 * the node handle it. The channel may break, and be opened again to the process that serves then.
 *
 * <p>Time is not modelled: a watch holds from its first confirmation to its end. What counts is what had been acknowledged when the
 * confirmed question was sent.
 */
final class SearchChannel {

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final SearchWorld world;
    private final SearchClient client;
    private final SearchClock clock;
    private final MapNearEntries entries;
    private final BrokenNear rules;
    private final Deque<Message> messages = new ArrayDeque<>();
    private final Map<Long, Integer> acknowledgedAt = new HashMap<>();
    private final ToldKeys told;
    private @Nullable Watch watch;
    private String content;
    private int process;
    private int confirmed;
    private int opensLeft;
    private int questionsLeft;
    private boolean isOpen;

    private record Message(String text, Runnable handling) {}

    SearchChannel(SearchWorld world, SearchClient client, SearchClock clock, MapNearEntries entries, ToldKeys told) {
        this.world = world;
        this.client = client;
        this.clock = clock;
        this.entries = entries;
        this.rules = world.scenario().variant().near();
        this.told = told;
        this.opensLeft = world.scenario().values.opens();
        this.questionsLeft = world.scenario().values.questions();
        this.content = contentNow();
    }

    /** The watch over the process that has executed a command, null for none. */
    @Nullable
    Watch watchOf(int executing) {
        return executing == process || !rules.areProcessesCompared() ? watch : null;
    }

    /** What was acknowledged when the question was sent that was confirmed last. */
    int confirmed() {
        return confirmed;
    }

    void addSteps(List<SearchStep> steps) {
        String name = client.name();
        if (!messages.isEmpty()) {
            steps.add(SearchStep.needed(() -> name + " hears " + messages.element().text, this::handle));
        }
        if (!isOpen && opensLeft > 0) {
            steps.add(SearchStep.optional(() -> name + " opens a channel", this::open));
        }
        if (isOpen && watch != null && questionsLeft > 0) {
            steps.add(SearchStep.optional(() -> name + " asks whether everything is told", this::ask));
        }
        if (isOpen && world.scenario().values.channelsBreak() && opensLeft > 0) {
            steps.add(SearchStep.optional(() -> name + "'s channel breaks", this::breakOff));
        }
    }

    /** How many messages wait. */
    int waiting() {
        return messages.size();
    }

    /** Handles so many messages, or fewer if the channel breaks meanwhile. */
    void handle(int most) {
        for (int i = 0; i < most && !messages.isEmpty(); i++) {
            handle();
        }
    }

    private void handle() {
        Message message = messages.remove();
        client.sees("hears " + message.text);
        message.handling.run();
    }

    private void open() {
        opensLeft--;
        isOpen = true;
        process = world.reigns().current();
        content = contentNow();
        client.sees("opens");
        messages.add(new Message("that it is subscribed", this::subscribed));
    }

    private void subscribed() {
        if (watch == null || !watch.isOpen() || rules.isWatchEndedWithItsChannel()) {
            watch = new Watch(clock.nanos(), FOR_EVER);
        }
    }

    /** The process answers at once, behind what it has told, and the answer is on its way. */
    private void ask() {
        questionsLeft--;
        long sent = clock.nanos();
        acknowledgedAt.put(sent, world.invariant().required());
        client.sees("asks");
        boolean isPrimary = process == world.reigns().current();
        messages.add(
                new Message("an answer of a " + (isPrimary ? "primary" : "replica"), () -> answered(sent, isPrimary)));
    }

    private void answered(long sent, boolean isPrimary) {
        Watch current = watch;
        if (!isPrimary && rules.isRoleLookedAt()) {
            breakOff();
        } else if (current != null) {
            long counted = rules.doesTheQuestionCount() ? sent : clock.nanos();
            confirmed = Math.max(
                    confirmed,
                    acknowledgedAt.getOrDefault(counted, world.invariant().required()));
            current.confirm(counted);
        }
    }

    private void breakOff() {
        isOpen = false;
        messages.clear();
        client.sees("channel breaks");
        if (watch != null && rules.isWatchEndedWithItsChannel()) {
            watch.end();
        }
        told.lost();
    }

    /** Tells a change of the key if there was one on the process of this channel. */
    void look() {
        String now = contentNow();
        if (isOpen && process == world.reigns().current() && !now.equals(content)) {
            messages.add(new Message("that the key has changed", this::keyChanged));
        }
        content = now;
    }

    /** All keys were deleted at once. */
    void flushed() {
        content = contentNow();
        if (isOpen && process == world.reigns().current()) {
            messages.add(new Message("that everything is gone", this::everythingChanged));
        }
    }

    private void keyChanged() {
        told.told(SearchScenario.SLOT.key());
    }

    private void everythingChanged() {
        Watch current = watch;
        if (!rules.doesAFlushEndTheWatch()) {
            entries.remove(SearchScenario.SLOT.key());
        } else if (current != null) {
            current.end();
            watch = new Watch(clock.nanos(), FOR_EVER);
            told.lost();
        }
    }

    private String contentNow() {
        String name = InMemoryEntryStore.nameOf(SearchScenario.SLOT.key());
        return new TreeMap<>(world.server().memory().fields(name)).toString();
    }

    String state() {
        StringBuilder state = new StringBuilder(" channel ");
        state.append(isOpen).append(process).append(confirmed).append(opensLeft).append(questionsLeft);
        messages.forEach(message -> state.append(',').append(message.text));
        return state.append(acknowledgedAt.values()).toString();
    }
}
