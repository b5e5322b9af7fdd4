update outbox set due_at = now() + ?::bigint * interval '1 millisecond' where id = ?
