package io.serai.it.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a campaign.
 *
 * @param seed of its chance
 * @param took how long it took
 * @param faults how often each fault struck
 * @param ingresses what came of each ingress' jobs
 * @param books what the database says
 * @param bills what the ledger says
 */
record Report(
    long seed,
    Duration took,
    Map<Fault, Integer> faults,
    List<Ingress> ingresses,
    Books books,
    Bills bills) {

  /**
   * What came of one ingress' jobs.
   *
   * @param name the ingress
   * @param jobs how many were sent
   * @param messages in how many messages
   * @param unanswered the keys nobody heard of again
   * @param wrong the answers that were not what the job prints
   * @param repeated how many answers came again, under the identity of the first
   * @param foreign the keys with answers of different identities
   */
  record Ingress(
      String name,
      int jobs,
      int messages,
      List<String> unanswered,
      List<String> wrong,
      int repeated,
      List<String> foreign) {

    static Ingress of(Sending sending, Answers answers) {
      List<Ticket> tickets = sending.tickets();
      return new Ingress(
          sending.ingress(),
          tickets.size(),
          sending.messages(),
          keys(tickets.stream().filter(ticket -> answers.to(ticket).isEmpty()).toList()),
          tickets.stream()
              .flatMap(
                  ticket ->
                      answers.to(ticket).stream()
                          .filter(answer -> !isRight(ticket, answer))
                          .map(answer -> ticket.key() + ": " + answer))
              .toList(),
          tickets.stream().mapToInt(ticket -> Math.max(0, answers.to(ticket).size() - 1)).sum(),
          keys(tickets.stream().filter(ticket -> identities(ticket, answers) > 1).toList()));
    }

    private static List<String> keys(List<Ticket> tickets) {
      return tickets.stream().map(Ticket::key).toList();
    }

    private static boolean isRight(Ticket ticket, Answers.Seen answer) {
      return answer.status().equals("succeeded") && answer.stdout().equals(ticket.output());
    }

    private static long identities(Ticket ticket, Answers answers) {
      return answers.to(ticket).stream().map(Answers.Seen::messageId).distinct().count();
    }
  }

  /** The report as a page of Markdown. */
  String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        String.format(Locale.ROOT, "Campaign of %d s, seed %d.%n%n", took.toSeconds(), seed));
    page.append("| fault | times |\n|---|---|\n");
    faults.forEach((fault, times) -> page.append("| %s | %d |%n".formatted(fault.words(), times)));
    page.append("\n| ingress | jobs | messages | unanswered | wrong | repeated | foreign |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    for (Ingress each : ingresses) {
      page.append(
          "| %s | %d | %d | %d | %d | %d | %d |%n"
              .formatted(
                  each.name(),
                  each.jobs(),
                  each.messages(),
                  each.unanswered().size(),
                  each.wrong().size(),
                  each.repeated(),
                  each.foreign().size()));
    }
    page.append("\n| in the database | |\n|---|---|\n");
    page.append("| jobs | %d |%n".formatted(books.jobs()));
    page.append("| keys | %d |%n".formatted(books.keys()));
    page.append("| succeeded | %d |%n".formatted(books.succeeded()));
    page.append("| still in the queue | %d |%n".formatted(books.waiting()));
    page.append("| answers still owed | %d |%n".formatted(books.owed()));
    page.append("| dead letters | %d |%n".formatted(books.deadLetters()));
    page.append("| results that cost something | %d |%n".formatted(bills.costing()));
    page.append("| bills | %d |%n".formatted(bills.bills()));
    page.append("| bills that are not what the result says | %d |%n".formatted(bills.wrong()));
    page.append("| what results cost | %s |%n".formatted(bills.cost()));
    page.append("| what was spent | %s |%n".formatted(bills.spent()));
    return page.toString();
  }
}
