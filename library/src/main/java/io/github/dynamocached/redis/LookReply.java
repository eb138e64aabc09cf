package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.EntryState;
import io.github.dynamocached.VariantState;
import io.github.dynamocached.layout.FieldText;
import io.github.dynamocached.layout.KeyNames;
import io.github.dynamocached.layout.Lease;
import io.github.dynamocached.layout.Stamp;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the script that looks at a key answers. It judges by the server's own time, and by the start that it was told. */
final class LookReply {

    private static final int FIRST_FIELD = 4;
    private static final int MOST_DIGITS = 15;
    private static final Pattern FENCE = Pattern.compile("[^ :]+:(\\d{1,15})(?: |$)");
    private static final String STAMP = "@x";
    private static final String LEASE = "@l";
    private static final String CHANGES = "@m";
    private static final String VALUE = "@v:";

    private final long start;
    private final long now;
    private final long timeToLive;
    private final Map<String, byte[]> controls = new HashMap<>();
    private final Map<String, Long> bytes = new HashMap<>();
    private final Set<String> variants = new TreeSet<>();

    private LookReply(List<?> words) {
        this.start = Long.parseLong(text(words, 0));
        this.now = Long.parseLong(text(words, 1)) * 1000 + Long.parseLong(text(words, 2)) / 1000;
        this.timeToLive = Long.parseLong(text(words, 3));
        for (int i = FIRST_FIELD; i < words.size(); i += 2) {
            add(text(words, i), (byte[]) words.get(i + 1));
        }
    }

    /** The state in an answer of the script. */
    static EntryState state(@Nullable Object answer) {
        return new LookReply((List<?>) Reply.required(answer)).state();
    }

    /** The values in all fields of a hash: names and values in turn. */
    static Map<String, byte[]> fields(@Nullable Object answer) {
        List<?> words = (List<?>) Reply.required(answer);
        Map<String, byte[]> fields = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            String name = text(words, i);
            if (!isControl(name)) {
                fields.put(name, (byte[]) words.get(i + 1));
            }
        }
        return fields;
    }

    private static boolean isControl(String name) {
        return isOf(STAMP, name) || isOf(LEASE, name) || isOf(CHANGES, name) || isOf("@h", name) || isOf("@w", name);
    }

    private static String text(List<?> words, int index) {
        return new String((byte[]) words.get(index), UTF_8);
    }

    private void add(String name, byte[] answer) {
        if (name.equals("@h") || name.equals("@w") || isOf(CHANGES, name)) {
            controls.put(name, answer);
        } else if (isOf(STAMP, name) || isOf(LEASE, name)) {
            controls.put(name, answer);
            variants.add(name.length() == STAMP.length() ? Slot.ENTITY : name.substring(STAMP.length() + 1));
        } else {
            String variant = name.startsWith(VALUE) ? name.substring(VALUE.length()) : Slot.ENTITY;
            long size = Long.parseLong(new String(answer, UTF_8));
            bytes.merge(variant, size + (name.startsWith(VALUE) ? 0 : name.getBytes(UTF_8).length), Long::sum);
            variants.add(variant);
        }
    }

    private static boolean isOf(String mark, String name) {
        return name.equals(mark) || name.startsWith(mark + ":");
    }

    private EntryState state() {
        return timeToLive == -2 || (controls.isEmpty() && variants.isEmpty())
                ? EntryState.NONE
                : new EntryState(
                        Duration.ofMillis(Math.max(1, timeToLive)),
                        holdOff(),
                        openFences(),
                        variants.stream().map(this::variant).toList());
    }

    private VariantState variant(String variant) {
        long size = bytes.getOrDefault(variant, 0L);
        boolean leased = Lease.isAlive(controls.get(KeyNames.lease(variant)), now);
        Stamp stamp = Stamp.parse(controls.get(KeyNames.stamp(variant)), null);
        return stamp == null
                ? VariantState.none(variant, size, leased)
                : stamp.state(variant, now, start, size, leased);
    }

    private Duration holdOff() {
        byte[] until = controls.get("@h");
        return until == null
                ? Duration.ZERO
                : Duration.ofMillis(Math.max(0, FieldText.number(until, 0, until.length, MOST_DIGITS) - now));
    }

    private int openFences() {
        byte[] text = controls.get("@w");
        int open = 0;
        Matcher fence = FENCE.matcher(text == null ? "" : new String(text, UTF_8));
        while (fence.find()) {
            open += Long.parseLong(fence.group(1)) > now ? 1 : 0;
        }
        return open;
    }
}
