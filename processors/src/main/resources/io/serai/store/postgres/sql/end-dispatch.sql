update dispatches set outcome = ?, message = ?, ended_at = now() where run_id = ? and outcome is null
