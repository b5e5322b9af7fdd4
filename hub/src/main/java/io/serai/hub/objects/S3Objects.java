package io.serai.hub.objects;

import io.serai.hub.config.HubConfig;
import io.serai.store.ObjectStore;
import io.serai.store.ObjectStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.apache.camel.component.aws2.s3.AWS2S3Operations;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a bucket, through Camel's {@code aws2-s3}. In a context of its own: it is there before
 * the routes are, and for as long as anything is read.
 */
public final class S3Objects implements ObjectStore, AutoCloseable {

  private static final String CLIENT = "objects";

  private final String bucket;
  private final S3Client client;
  private final CamelContext context;
  private final ProducerTemplate template;

  /** Objects on the configured server. It is first spoken to when it is first needed. */
  public S3Objects(HubConfig.Objects config) {
    bucket = config.bucket();
    client = S3Clients.of(config);
    context = new DefaultCamelContext();
    context.getRegistry().bind(CLIENT, client);
    context.start();
    template = context.createProducerTemplate();
  }

  @Override
  public void put(String key, byte[] content) {
    var unused =
        attempt(
            "kept",
            key,
            () ->
                template.requestBodyAndHeaders(
                    endpoint(""),
                    content,
                    Map.of(
                        AWS2S3Constants.KEY,
                        key,
                        AWS2S3Constants.CONTENT_LENGTH,
                        (long) content.length)));
  }

  @Override
  public Optional<byte[]> get(String key) {
    return Optional.ofNullable(
        attempt("read", key, () -> request(AWS2S3Operations.getObject, key, byte[].class)));
  }

  @Override
  public void delete(String key) {
    var unused =
        attempt("deleted", key, () -> request(AWS2S3Operations.deleteObject, key, Object.class));
  }

  @Override
  public List<String> list(String prefix) {
    List<String> keys = new ArrayList<>();
    List<String> page = page(prefix, null);
    while (!page.isEmpty()) {
      keys.addAll(page);
      page = page(prefix, page.get(page.size() - 1));
    }
    return keys;
  }

  private List<String> page(String prefix, @Nullable String after) {
    ListObjectsRequest asked =
        ListObjectsRequest.builder().bucket(bucket).prefix(prefix).marker(after).build();
    List<?> found =
        attempt(
            "listed",
            prefix,
            () ->
                template.requestBody(
                    endpoint("&pojoRequest=true&operation=listObjects"), asked, List.class));
    return found == null ? List.of() : found.stream().map(each -> ((S3Object) each).key()).toList();
  }

  private <T> @Nullable T request(AWS2S3Operations operation, String key, Class<T> answer) {
    return template.requestBodyAndHeaders(
        endpoint("&operation=" + operation), "", Map.of(AWS2S3Constants.KEY, key), answer);
  }

  private String endpoint(String options) {
    return "aws2-s3://" + bucket + "?amazonS3Client=#" + CLIENT + options;
  }

  private interface Request<T> {
    @Nullable T send();
  }

  private static <T> @Nullable T attempt(String what, String key, Request<T> request) {
    try {
      return request.send();
    } catch (RuntimeCamelException e) {
      SdkException refusal = ObjectHelper.getException(SdkException.class, e);
      if (refusal instanceof NoSuchKeyException) {
        return null;
      }
      String why = refusal == null ? e.getMessage() : refusal.getMessage();
      throw new ObjectStoreException("object '" + key + "' cannot be " + what + "; " + why, e);
    }
  }

  @Override
  public void close() {
    template.stop();
    context.stop();
    client.close();
  }
}
