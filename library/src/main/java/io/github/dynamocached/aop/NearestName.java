package io.github.dynamocached.aop;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant who misspelt a name. */
public final class NearestName {

    private NearestName() {}

    /**
     * The name that differs by the fewest letters, if these are about a third of it at most; or one of which only the part
     * up to a dot was written.
     *
     * @param written what was written
     * @param names the names that there are
     * @return the nearest name, empty if none is near
     */
    public static Optional<String> to(String written, Collection<String> names) {
        return names.stream()
                .filter(name -> !name.equals(written))
                .filter(name -> distance(written, name) <= (written.length() + 1) / 3)
                .min(Comparator.<String>comparingInt(name -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance, without regard to case, hyphens, underscores and dots. */
    private static int distance(String first, String second) {
        if (second.startsWith(first + ".")) {
            return 0;
        }
        String from = bare(first);
        String to = bare(second);
        int[] above = new int[to.length() + 1];
        for (int i = 0; i < above.length; i++) {
            above[i] = i;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int changed = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(changed, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    }
}
