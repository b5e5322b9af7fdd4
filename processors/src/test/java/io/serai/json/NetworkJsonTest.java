package io.serai.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.serai.job.Destination;
import io.serai.job.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkJsonTest {

  /** What jobs that were stored before there was a network say. */
  @Test
  void readsAndWritesNone() throws Exception {
    assertThat(read("\"none\"")).isEqualTo(Network.NONE);
    assertThat(Json.MAPPER.writeValueAsString(Network.NONE)).isEqualTo("\"none\"");
  }

  @Test
  void readsAndWritesDestinations() throws Exception {
    String json = "[\"api.example.org:443\",\"127.0.0.1:80\"]";
    Network network =
        new Network(
            List.of(new Destination("api.example.org", 443), Destination.of("127.0.0.1:80")));

    assertThat(read(json)).isEqualTo(network);
    assertThat(Json.MAPPER.writeValueAsString(network)).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"all\"", "7", "{}", "[7]", "[\"127.1:80\"]", "[[\"a:1\"]]"})
  void refusesTheRest(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(JsonMappingException.class);
  }

  private static Network read(String json) throws JsonProcessingException {
    return Json.MAPPER.readValue(json, Network.class);
  }
}
