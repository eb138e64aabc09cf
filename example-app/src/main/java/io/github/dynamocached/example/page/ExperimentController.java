package io.github.dynamocached.example.page;

import io.github.dynamocached.example.page.Entries.Entry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The experiments of the page. They need JSON, so that no other site can start one with a form. */
@RestController
@RequestMapping("/page")
@OnlyWithPage
class ExperimentController {

    private final Stampede stampede;
    private final Race race;
    private final Journey journey;
    private final OtherWriter otherWriter;
    private final Entries entries;

    ExperimentController(Stampede stampede, Race race, Journey journey, OtherWriter otherWriter, Entries entries) {
        this.stampede = stampede;
        this.race = race;
        this.journey = journey;
        this.otherWriter = otherWriter;
        this.entries = entries;
    }

    @PostMapping(path = "/stampede", consumes = MediaType.APPLICATION_JSON_VALUE)
    Stampede.Result stampede() throws InterruptedException {
        return stampede.run();
    }

    @PostMapping(path = "/race", consumes = MediaType.APPLICATION_JSON_VALUE)
    List<Race.Standing> race() throws InterruptedException, ExecutionException {
        return race.run();
    }

    @PostMapping(path = "/journey", consumes = MediaType.APPLICATION_JSON_VALUE)
    List<Journey.Stop> journey() {
        return journey.run();
    }

    @PostMapping(path = "/other-writer", consumes = MediaType.APPLICATION_JSON_VALUE)
    OtherWriter.Result otherWriter() throws IOException, InterruptedException {
        return otherWriter.run();
    }

    @GetMapping("/entries/{id}")
    Entry entry(@PathVariable String id) {
        return entries.of(id);
    }
}
