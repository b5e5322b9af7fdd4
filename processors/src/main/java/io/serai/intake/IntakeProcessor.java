package io.serai.intake;

import io.serai.intake.InvalidMessage.Code;
import io.serai.job.Submission;
import io.serai.job.Walk;
import io.serai.store.Acceptance;
import io.serai.store.JobStore;
import io.serai.store.Shares;
import io.serai.store.UnstorableException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Takes a {@link RawMessage}; leaves the {@link Acceptance}, once it is durable. It waits on the
 * ingress's own thread, which acknowledges the message when this returns.
 */
public final class IntakeProcessor implements Processor {

  private final Intake intake;
  private final JobStore store;
  private final RunSlots slots;
  private final Doors doors;
  private final Admission admission;
  private final Supplier<Shares> shares;

  /**
   * Reads with the intake, keeps in the store, and leases when there is a slot and nobody to count.
   *
   * @param admission holds tenants to their rates
   * @param shares how tenants share the hubs, asked at each job
   */
  public IntakeProcessor(
      Intake intake,
      JobStore store,
      RunSlots slots,
      Doors doors,
      Admission admission,
      Supplier<Shares> shares) {
    this.doors = doors;
    this.admission = admission;
    this.shares = shares;
    this.intake = intake;
    this.store = store;
    this.slots = slots;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    doors.requireOpen();
    Submission submission =
        admission
            .admit(intake.read(exchange.getMessage().getMandatoryBody(RawMessage.class)))
            .by(exchange.getProperty(Walk.OPERATION, String.class))
            .under(exchange.getProperty(Walk.WANTED_POLICIES, String.class));
    Acceptance acceptance = accept(submission);
    if (acceptance instanceof Acceptance.IdTaken) {
      throw new InvalidMessage(
          Code.ID_TAKEN,
          "id '"
              + submission.job().id()
              + "' belongs to another job; leave it out or send a new UUID");
    }
    if (acceptance instanceof Acceptance.KeyReused) {
      throw new InvalidMessage(
          Code.KEY_REUSED,
          "idempotency key '"
              + submission.job().idempotencyKey()
              + "' was sent before with another job; send a new key, or the same job");
    }
    exchange.getMessage().setBody(acceptance);
  }

  private Acceptance accept(Submission submission) throws Exception {
    // Where a tenant's running jobs must be counted, that is done as leases are given, not here.
    boolean reserved = !shares.get().of(submission.job().tenant()).bounded() && slots.reserve();
    boolean leased = false;
    try {
      Acceptance acceptance = store.accept(submission, reserved).get();
      leased = acceptance instanceof Acceptance.Leased;
      return acceptance;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnstorableException refusal
          ? unstorable(refusal)
          : e.getCause() instanceof RuntimeException cause ? cause : e;
    } catch (UnstorableException refusal) {
      throw unstorable(refusal);
    } finally {
      if (reserved && !leased) {
        slots.release();
      }
    }
  }

  private static InvalidMessage unstorable(UnstorableException refusal) {
    return new InvalidMessage(
        Code.UNSTORABLE,
        "job cannot be stored; leave out NUL characters, and keep keys and numbers short: "
            + refusal.getMessage());
  }
}
