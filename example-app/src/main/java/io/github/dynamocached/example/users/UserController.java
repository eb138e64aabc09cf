package io.github.dynamocached.example.users;

import io.github.dynamocached.example.answers.NotFoundException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import java.time.LocalDate;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/users/{id}")
class UserController {

    private final UserRepository users;

    UserController(UserRepository users) {
        this.users = users;
    }

    @GetMapping
    User get(@PathVariable String id) {
        return users.findById(id).orElseThrow(() -> new NotFoundException("There is no user " + id + "."));
    }

    @PutMapping
    User put(@PathVariable String id, @Valid @RequestBody Profile profile) {
        User user = profile.of(id);
        users.save(user);
        return user;
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        users.delete(id);
    }

    /** What a client may say about a user. */
    record Profile(
            @NotBlank String name,
            @NotBlank @Email String email,
            @NotBlank String plan,
            @NotNull @PastOrPresent LocalDate since) {

        User of(String id) {
            User user = new User();
            user.setId(id);
            user.setName(name);
            user.setEmail(email);
            user.setPlan(plan);
            user.setSince(since);
            return user;
        }
    }
}
