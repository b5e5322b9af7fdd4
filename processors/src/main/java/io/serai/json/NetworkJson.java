package io.serai.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.serai.job.Destination;
import io.serai.job.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A network as JSON: the word {@code none}, or an array of {@code host:port}. */
final class NetworkJson {

  private static final String NONE = "none";

  private NetworkJson() {}

  static final class Writer extends JsonSerializer<Network> {
    @Override
    public void serialize(Network network, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (network.isNone()) {
        out.writeString(NONE);
        return;
      }
      out.writeStartArray();
      for (Destination destination : network.destinations()) {
        out.writeString(destination.toString());
      }
      out.writeEndArray();
    }
  }

  static final class Reader extends JsonDeserializer<Network> {
    @Override
    public Network deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (in.currentToken() == JsonToken.VALUE_STRING && in.getText().equals(NONE)) {
        return Network.NONE;
      }
      if (in.currentToken() != JsonToken.START_ARRAY) {
        throw JsonMappingException.from(
            in, "network is not one; allowed: 'none' or an array of host:port");
      }
      List<Destination> destinations = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        destinations.add(destination(in));
      }
      return new Network(destinations);
    }

    private static Destination destination(JsonParser in) throws IOException {
      try {
        return Destination.of(in.getText());
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(in, e.getMessage(), e);
      }
    }
  }
}
