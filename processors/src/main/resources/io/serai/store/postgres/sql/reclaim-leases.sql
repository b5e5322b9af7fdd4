update queue set hub = null, leased_until = null where leased_until < now()
