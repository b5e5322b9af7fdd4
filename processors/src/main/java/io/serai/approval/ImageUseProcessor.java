package io.serai.approval;

import io.serai.job.Lease;
import io.serai.job.Placement;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.job.Walk;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes a {@link Result} and leaves it; of a success it notes in which image it was had. */
public final class ImageUseProcessor implements Processor {

  private final KnownImages images;

  /** Notes among the given images. */
  public ImageUseProcessor(KnownImages images) {
    this.images = images;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Result result = exchange.getMessage().getMandatoryBody(Result.class);
    Placement placement = result.placement();
    if (placement != null && result.status() == Status.SUCCEEDED) {
      String tenant = exchange.getProperty(Walk.LEASE, Lease.class).job().tenant();
      images.learn(tenant, placement.image());
    }
  }
}
