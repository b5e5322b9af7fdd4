package io.serai.intake;

import io.serai.job.Submission;
import io.serai.store.Acceptance;
import io.serai.store.JobStore;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/** Takes a {@link RawMessage}; leaves the {@link Acceptance}, once it is durable. */
public final class IntakeProcessor extends AsyncProcessorSupport {

  private final Intake intake;
  private final JobStore store;
  private final RunSlots slots;

  /** Reads with the intake, keeps in the store, and leases when there is a slot. */
  public IntakeProcessor(Intake intake, JobStore store, RunSlots slots) {
    this.intake = intake;
    this.store = store;
    this.slots = slots;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    Submission submission;
    try {
      submission = intake.read(exchange.getMessage().getMandatoryBody(RawMessage.class));
    } catch (Exception e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
    boolean reserved = slots.reserve();
    var unused =
        store
            .accept(submission, reserved)
            .whenComplete(
                (acceptance, failure) -> {
                  if (reserved && !(acceptance instanceof Acceptance.Leased)) {
                    slots.release();
                  }
                  conclude(exchange, submission, acceptance, failure);
                  callback.done(false);
                });
    return false;
  }

  private static void conclude(
      Exchange exchange,
      Submission submission,
      @Nullable Acceptance acceptance,
      @Nullable Throwable failure) {
    if (failure != null) {
      exchange.setException(
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure);
    } else if (acceptance instanceof Acceptance.IdTaken) {
      exchange.setException(
          new InvalidMessage(
              InvalidMessage.Code.ID_TAKEN,
              "id '"
                  + submission.job().id()
                  + "' belongs to another job; leave it out or send a"
                  + " new UUID"));
    } else {
      exchange.getMessage().setBody(acceptance);
    }
  }
}
