package io.github.dynamocached.expression;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the correct name for a misspelled one. */
public final class NearestName {

    private NearestName() {}

    /**
     * The name that differs in the fewest letters, if these are at most about a third of the written name. A name of which
     * only the part up to a dot was written is near, too.
     *
     * @param written the misspelled name
     * @param names the names to choose from
     * @return the nearest name, empty if none is near
     */
    public static Optional<String> to(String written, Collection<String> names) {
        return names.stream()
                .filter(name -> !name.equals(written))
                .filter(name -> distance(written, name) <= (written.length() + 1) / 3)
                .min(Comparator.<String>comparingInt(name -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * The number of letters that were left out, added, changed or swapped with their neighbour. Case, hyphens, underscores
     * and dots are ignored.
     */
    private static int distance(String first, String second) {
        if (second.startsWith(first + ".")) {
            return 0;
        }
        String from = bare(first);
        String to = bare(second);
        int[][] changes = new int[from.length() + 1][to.length() + 1];
        for (int row = 0; row <= from.length(); row++) {
            for (int column = 0; column <= to.length(); column++) {
                changes[row][column] = row == 0 || column == 0 ? row + column : fewest(from, to, row, column, changes);
            }
        }
        return changes[from.length()][to.length()];
    }

    private static int fewest(String from, String to, int row, int column, int[][] changes) {
        char last = from.charAt(row - 1);
        int changed = changes[row - 1][column - 1] + (last == to.charAt(column - 1) ? 0 : 1);
        int added = 1 + Math.min(changes[row - 1][column], changes[row][column - 1]);
        boolean swapped =
                row > 1 && column > 1 && last == to.charAt(column - 2) && from.charAt(row - 2) == to.charAt(column - 1);
        int fewest = Math.min(changed, added);
        return swapped ? Math.min(fewest, 1 + changes[row - 2][column - 2]) : fewest;
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    }
}
