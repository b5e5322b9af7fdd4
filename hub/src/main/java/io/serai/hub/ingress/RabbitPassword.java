package io.serai.hub.ingress;

import com.rabbitmq.client.impl.CredentialsProvider;
import io.serai.hub.secret.SecretReference;

/**
 * Says to RabbitMQ who the hub is, with the password as it is when a connection is made.
 *
 * @param username the user
 * @param reference where the password is
 */
record RabbitPassword(String username, SecretReference reference) implements CredentialsProvider {

  @Override
  public String getUsername() {
    return username;
  }

  @Override
  public String getPassword() {
    return reference.resolve().reveal();
  }
}
