-- What the hub decides about jobs is in the log too; what people do is found beside it in no time.
create view actions as select * from audit where action <> 'job.decide';
create index audit_of_actions on audit (id desc) where action <> 'job.decide';
