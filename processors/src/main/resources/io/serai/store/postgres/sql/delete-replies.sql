delete from outbox where id = any (?)
