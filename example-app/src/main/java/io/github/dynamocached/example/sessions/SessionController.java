package io.github.dynamocached.example.sessions;

import io.github.dynamocached.example.answers.NotFoundException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/sessions/{id}")
class SessionController {

    private final SessionRepository sessions;

    SessionController(SessionRepository sessions) {
        this.sessions = sessions;
    }

    @GetMapping("/context")
    SessionContext context(@PathVariable String id, @RequestParam(defaultValue = "10") @Min(1) @Max(100) int turns) {
        Session session = sessions.findById(id).orElseThrow(() -> unknown(id));
        return new SessionContext(session, sessions.newestSummary(id).orElse(null), sessions.lastTurns(id, turns));
    }

    @PostMapping("/turns")
    @ResponseStatus(HttpStatus.CREATED)
    Turn addTurn(@PathVariable String id, @Valid @RequestBody NewTurn turn) {
        return sessions.addTurn(id, turn.role(), turn.text()).orElseThrow(() -> unknown(id));
    }

    private static NotFoundException unknown(String id) {
        return new NotFoundException("There is no session " + id + ".");
    }

    /** What a client may add to a session. */
    record NewTurn(
            @NotBlank @Pattern(regexp = "customer|agent|assistant")
            String role,

            @NotBlank @Size(max = 20_000) String text) {}
}
