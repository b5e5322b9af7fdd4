insert into audit (actor, tenant, action, subject, outcome, detail) values (?, ?, ?, ?, ?, ?::json)
