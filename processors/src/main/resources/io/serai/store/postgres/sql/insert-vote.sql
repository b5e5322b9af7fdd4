insert into votes (approval_id, actor, choice, reason) values (?, ?, ?, ?) on conflict do nothing
