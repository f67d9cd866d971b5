CREATE TRIGGER entries_follow BEFORE INSERT ON entries
BEGIN
  SELECT RAISE(ABORT, 'uq_entries_account_id_key: the key was used before')
    WHERE EXISTS (SELECT 1 FROM entries WHERE account_id = NEW.account_id AND key = NEW.key);
  SELECT RAISE(ABORT, 'uq_entries_transfer_id_number: not the next number of its transfer')
    WHERE NEW.number IS NOT (SELECT coalesce(number, 0) + 1 FROM transfers WHERE id = NEW.transfer_id)
      OR EXISTS (SELECT 1 FROM entries WHERE transfer_id = NEW.transfer_id AND number >= NEW.number);
  SELECT RAISE(ABORT, 'uq_transfers_open_employee: another transfer binds the employee')
    WHERE NEW.binds_employee AND EXISTS (
      SELECT 1 FROM transfers WHERE employee_id = NEW.employee_id AND binds_employee AND id <> NEW.transfer_id);
END

CREATE TRIGGER entries_move_head AFTER INSERT ON entries
BEGIN
  UPDATE transfers SET (state, reached, number, ground, ballot, due_on, awaits, since, kind, employee_id, old_post_id, new_post_id, donor_unit_id, receiving_unit_id, planned_on, decreed_on, binds_employee)
    = (NEW.state, NEW.reached, NEW.number, NEW.ground, NEW.ballot, NEW.due_on, NEW.awaits, NEW.since, NEW.kind, NEW.employee_id, NEW.old_post_id, NEW.new_post_id, NEW.donor_unit_id, NEW.receiving_unit_id, NEW.planned_on, NEW.decreed_on, NEW.binds_employee)
    WHERE id = NEW.transfer_id;
  SELECT RAISE(ABORT, 'transfers: the head did not move')
    WHERE NEW.number IS NOT (SELECT number FROM transfers WHERE id = NEW.transfer_id);
END

CREATE TRIGGER transfers_start_empty BEFORE INSERT ON transfers
WHEN coalesce(NEW.state, NEW.reached, NEW.number, NEW.ground, NEW.ballot, NEW.due_on, NEW.awaits, NEW.since, NEW.kind, NEW.employee_id, NEW.old_post_id, NEW.new_post_id, NEW.donor_unit_id, NEW.receiving_unit_id, NEW.planned_on, NEW.decreed_on, NEW.binds_employee) IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'transfers: a row starts empty, its entries fill it');
END

CREATE TRIGGER transfers_repeat_last BEFORE UPDATE ON transfers
WHEN (NEW.id, NEW.case_number) IS NOT (OLD.id, OLD.case_number)
  OR NOT EXISTS (
    SELECT 1 FROM entries
    WHERE transfer_id = NEW.id AND number = (SELECT max(number) FROM entries WHERE transfer_id = NEW.id)
      AND (state, reached, number, ground, ballot, due_on, awaits, since, kind, employee_id, old_post_id, new_post_id, donor_unit_id, receiving_unit_id, planned_on, decreed_on, binds_employee)
        IS (NEW.state, NEW.reached, NEW.number, NEW.ground, NEW.ballot, NEW.due_on, NEW.awaits, NEW.since, NEW.kind, NEW.employee_id, NEW.old_post_id, NEW.new_post_id, NEW.donor_unit_id, NEW.receiving_unit_id, NEW.planned_on, NEW.decreed_on, NEW.binds_employee))
BEGIN
  SELECT RAISE(ABORT, 'transfers: a head repeats the last entry');
END

CREATE TRIGGER register_events_follow BEFORE INSERT ON register_events
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM register_events)
BEGIN
  SELECT RAISE(ABORT, 'uq_register_events_number: not the next number');
END

CREATE TRIGGER case_numbers_rise BEFORE UPDATE ON case_numbers
WHEN NEW.year IS NOT OLD.year OR NEW.last < OLD.last
BEGIN
  SELECT RAISE(ABORT, 'case_numbers: a number is given once');
END

CREATE TRIGGER case_numbers_no_replace AFTER INSERT ON case_numbers
WHEN EXISTS (
  SELECT 1 FROM transfers
  WHERE case_number > printf('MUT-%d-%04d', NEW.year, NEW.last) AND case_number < printf('MUT-%d-:', NEW.year))
BEGIN
  SELECT RAISE(ABORT, 'case_numbers: a number is given once');
END

CREATE TRIGGER grants_only_end BEFORE UPDATE ON grants
WHEN (NEW.id, NEW.account_id, NEW.role, NEW.unit_id, NEW.since, NEW.ground, NEW.granted_by, NEW.granted_at)
    IS NOT (OLD.id, OLD.account_id, OLD.role, OLD.unit_id, OLD.since, OLD.ground, OLD.granted_by, OLD.granted_at)
  OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.until IS NULL OR NEW.until > OLD.until
BEGIN
  SELECT RAISE(ABORT, 'grants: a grant can only be ended, once');
END

CREATE TRIGGER delegations_stay BEFORE UPDATE ON delegations
WHEN (NEW.id, NEW.office, NEW.account_id, NEW.since) IS NOT (OLD.id, OLD.office, OLD.account_id, OLD.since)
BEGIN
  SELECT RAISE(ABORT, 'delegations: office, person and start stay');
END

CREATE TRIGGER members_stay BEFORE UPDATE ON members
WHEN (NEW.id, NEW.body_id, NEW.employee_id) IS NOT (OLD.id, OLD.body_id, OLD.employee_id)
  OR NEW.since IS NOT OLD.since AND EXISTS (
    SELECT 1 FROM members WHERE body_id = NEW.body_id AND employee_id = NEW.employee_id AND since = NEW.since)
BEGIN
  SELECT RAISE(ABORT, 'members: body and person stay');
END

CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
BEGIN
  SELECT RAISE(ABORT, 'entries: a row is never changed');
END

CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
BEGIN
  SELECT RAISE(ABORT, 'entries: a row is never deleted');
END

CREATE TRIGGER entries_no_replace BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE rowid = NEW.rowid)
BEGIN
  SELECT RAISE(ABORT, 'entries: a row is never replaced');
END

CREATE TRIGGER entries_numbered AFTER INSERT ON entries
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'entries: rows are numbered from one');
END

CREATE TRIGGER private_values_no_update BEFORE UPDATE ON private_values
BEGIN
  SELECT RAISE(ABORT, 'private_values: a row is never changed');
END

CREATE TRIGGER private_values_no_delete BEFORE DELETE ON private_values
BEGIN
  SELECT RAISE(ABORT, 'private_values: a row is never deleted');
END

CREATE TRIGGER private_values_no_replace BEFORE INSERT ON private_values
WHEN EXISTS (SELECT 1 FROM private_values WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM private_values WHERE entry_id = NEW.entry_id AND field = NEW.field)
BEGIN
  SELECT RAISE(ABORT, 'private_values: a row is never replaced');
END

CREATE TRIGGER private_values_numbered AFTER INSERT ON private_values
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'private_values: rows are numbered from one');
END

CREATE TRIGGER register_events_no_update BEFORE UPDATE ON register_events
BEGIN
  SELECT RAISE(ABORT, 'register_events: a row is never changed');
END

CREATE TRIGGER register_events_no_delete BEFORE DELETE ON register_events
BEGIN
  SELECT RAISE(ABORT, 'register_events: a row is never deleted');
END

CREATE TRIGGER register_events_no_replace BEFORE INSERT ON register_events
WHEN EXISTS (SELECT 1 FROM register_events WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM register_events WHERE number = NEW.number)
BEGIN
  SELECT RAISE(ABORT, 'register_events: a row is never replaced');
END

CREATE TRIGGER register_events_numbered AFTER INSERT ON register_events
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'register_events: rows are numbered from one');
END

CREATE TRIGGER register_values_no_update BEFORE UPDATE ON register_values
BEGIN
  SELECT RAISE(ABORT, 'register_values: a row is never changed');
END

CREATE TRIGGER register_values_no_delete BEFORE DELETE ON register_values
BEGIN
  SELECT RAISE(ABORT, 'register_values: a row is never deleted');
END

CREATE TRIGGER register_values_no_replace BEFORE INSERT ON register_values
WHEN EXISTS (SELECT 1 FROM register_values WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM register_values WHERE event_id = NEW.event_id AND field = NEW.field)
BEGIN
  SELECT RAISE(ABORT, 'register_values: a row is never replaced');
END

CREATE TRIGGER register_values_numbered AFTER INSERT ON register_values
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'register_values: rows are numbered from one');
END

CREATE TRIGGER security_events_no_update BEFORE UPDATE ON security_events
BEGIN
  SELECT RAISE(ABORT, 'security_events: a row is never changed');
END

CREATE TRIGGER security_events_no_delete BEFORE DELETE ON security_events
BEGIN
  SELECT RAISE(ABORT, 'security_events: a row is never deleted');
END

CREATE TRIGGER security_events_no_replace BEFORE INSERT ON security_events
WHEN EXISTS (SELECT 1 FROM security_events WHERE rowid = NEW.rowid)
BEGIN
  SELECT RAISE(ABORT, 'security_events: a row is never replaced');
END

CREATE TRIGGER security_events_numbered AFTER INSERT ON security_events
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'security_events: rows are numbered from one');
END

CREATE TRIGGER verifications_no_update BEFORE UPDATE ON verifications
BEGIN
  SELECT RAISE(ABORT, 'verifications: a row is never changed');
END

CREATE TRIGGER verifications_no_delete BEFORE DELETE ON verifications
BEGIN
  SELECT RAISE(ABORT, 'verifications: a row is never deleted');
END

CREATE TRIGGER verifications_no_replace BEFORE INSERT ON verifications
WHEN EXISTS (SELECT 1 FROM verifications WHERE rowid = NEW.rowid)
BEGIN
  SELECT RAISE(ABORT, 'verifications: a row is never replaced');
END

CREATE TRIGGER verifications_numbered AFTER INSERT ON verifications
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'verifications: rows are numbered from one');
END

CREATE TRIGGER law_texts_no_update BEFORE UPDATE ON law_texts
BEGIN
  SELECT RAISE(ABORT, 'law_texts: a row is never changed');
END

CREATE TRIGGER law_texts_no_delete BEFORE DELETE ON law_texts
BEGIN
  SELECT RAISE(ABORT, 'law_texts: a row is never deleted');
END

CREATE TRIGGER law_texts_no_replace BEFORE INSERT ON law_texts
WHEN EXISTS (SELECT 1 FROM law_texts WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM law_texts WHERE digest = NEW.digest)
BEGIN
  SELECT RAISE(ABORT, 'law_texts: a row is never replaced');
END

CREATE TRIGGER law_texts_numbered AFTER INSERT ON law_texts
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'law_texts: rows are numbered from one');
END

CREATE TRIGGER delegations_no_delete BEFORE DELETE ON delegations
BEGIN
  SELECT RAISE(ABORT, 'delegations: a row is never deleted');
END

CREATE TRIGGER delegations_no_replace BEFORE INSERT ON delegations
WHEN EXISTS (SELECT 1 FROM delegations WHERE rowid = NEW.rowid)
BEGIN
  SELECT RAISE(ABORT, 'delegations: a row is never replaced');
END

CREATE TRIGGER delegations_numbered AFTER INSERT ON delegations
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'delegations: rows are numbered from one');
END

CREATE TRIGGER grants_no_delete BEFORE DELETE ON grants
BEGIN
  SELECT RAISE(ABORT, 'grants: a row is never deleted');
END

CREATE TRIGGER grants_no_replace BEFORE INSERT ON grants
WHEN EXISTS (SELECT 1 FROM grants WHERE rowid = NEW.rowid)
BEGIN
  SELECT RAISE(ABORT, 'grants: a row is never replaced');
END

CREATE TRIGGER grants_numbered AFTER INSERT ON grants
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'grants: rows are numbered from one');
END

CREATE TRIGGER members_no_delete BEFORE DELETE ON members
BEGIN
  SELECT RAISE(ABORT, 'members: a row is never deleted');
END

CREATE TRIGGER members_no_replace BEFORE INSERT ON members
WHEN EXISTS (SELECT 1 FROM members WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM members WHERE body_id = NEW.body_id AND employee_id = NEW.employee_id AND since = NEW.since)
BEGIN
  SELECT RAISE(ABORT, 'members: a row is never replaced');
END

CREATE TRIGGER members_numbered AFTER INSERT ON members
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'members: rows are numbered from one');
END

CREATE TRIGGER transfers_no_delete BEFORE DELETE ON transfers
BEGIN
  SELECT RAISE(ABORT, 'transfers: a row is never deleted');
END

CREATE TRIGGER transfers_no_replace BEFORE INSERT ON transfers
WHEN EXISTS (SELECT 1 FROM transfers WHERE rowid = NEW.rowid)
  OR EXISTS (SELECT 1 FROM transfers WHERE case_number = NEW.case_number)
BEGIN
  SELECT RAISE(ABORT, 'transfers: a row is never replaced');
END

CREATE TRIGGER transfers_numbered AFTER INSERT ON transfers
WHEN NEW.rowid < 1
BEGIN
  SELECT RAISE(ABORT, 'transfers: rows are numbered from one');
END

CREATE TRIGGER case_numbers_no_delete BEFORE DELETE ON case_numbers
BEGIN
  SELECT RAISE(ABORT, 'case_numbers: a row is never deleted');
END
