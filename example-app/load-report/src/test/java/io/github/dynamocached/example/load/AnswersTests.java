package io.github.dynamocached.example.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswersTests {

    private final Answers answers = new Answers();

    @Test
    void valuesFromTheCacheAreHitsEvenIfTheyAreStale() {
        answers.header("X-Cache", "HIT; cache=sessions; age=4");
        answers.header("x-cache", "STALE");
        answers.header("X-Cache", "MISS; cache=turns");
        answers.header("X-Cache", "BYPASS");

        assertThat(answers.hitRatio()).isEqualTo(0.5);
    }

    @Test
    void aLineForSeveralKeysCountsEachOfThem() {
        answers.header("X-Cache", "HIT; cache=users; keys=9; age=12");
        answers.header("X-Cache", "MISS; cache=users");

        assertThat(answers.hitRatio()).isEqualTo(0.9);
    }

    @Test
    void readUnitsAreAddedAndOtherHeadersLeftAlone() {
        answers.header("X-Read-Units", "1.5");
        answers.header("x-read-units", "0");
        answers.header("X-Read-Units", "1");
        answers.header("Age", "7");

        assertThat(answers.readUnits()).isEqualTo(2.5);
        assertThat(answers.hitRatio()).isZero();
    }
}
