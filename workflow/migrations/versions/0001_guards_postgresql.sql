CREATE FUNCTION public.refuse_statement() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER
SET search_path=pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '%: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER entries_insert_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.entries FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement();
ALTER TABLE public.entries ENABLE ALWAYS TRIGGER entries_insert_only;

CREATE TRIGGER private_values_insert_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.private_values FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement();
ALTER TABLE public.private_values ENABLE ALWAYS TRIGGER private_values_insert_only;

CREATE TRIGGER register_events_insert_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.register_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement();
ALTER TABLE public.register_events ENABLE ALWAYS TRIGGER register_events_insert_only;

CREATE TRIGGER register_values_insert_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.register_values FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement();
ALTER TABLE public.register_values ENABLE ALWAYS TRIGGER register_values_insert_only;

CREATE TRIGGER security_events_insert_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.security_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement();
ALTER TABLE public.security_events ENABLE ALWAYS TRIGGER security_events_insert_only;

CREATE TRIGGER verifications_insert_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.verifications FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement();
ALTER TABLE public.verifications ENABLE ALWAYS TRIGGER verifications_insert_only;

CREATE TRIGGER law_texts_insert_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.law_texts FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement();
ALTER TABLE public.law_texts ENABLE ALWAYS TRIGGER law_texts_insert_only;

CREATE TRIGGER delegations_no_delete BEFORE DELETE OR TRUNCATE ON public.delegations FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement();
ALTER TABLE public.delegations ENABLE ALWAYS TRIGGER delegations_no_delete;

CREATE TRIGGER grants_no_delete BEFORE DELETE OR TRUNCATE ON public.grants FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement();
ALTER TABLE public.grants ENABLE ALWAYS TRIGGER grants_no_delete;

CREATE TRIGGER members_no_delete BEFORE DELETE OR TRUNCATE ON public.members FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement();
ALTER TABLE public.members ENABLE ALWAYS TRIGGER members_no_delete;

CREATE TRIGGER transfers_no_delete BEFORE DELETE OR TRUNCATE ON public.transfers FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement();
ALTER TABLE public.transfers ENABLE ALWAYS TRIGGER transfers_no_delete;

CREATE TRIGGER case_numbers_no_delete BEFORE DELETE OR TRUNCATE ON public.case_numbers FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement();
ALTER TABLE public.case_numbers ENABLE ALWAYS TRIGGER case_numbers_no_delete;

CREATE FUNCTION public.entries_follow() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER
SET search_path=pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.number IS DISTINCT FROM
      (SELECT coalesce(number, 0) + 1 FROM transfers WHERE id = NEW.transfer_id) THEN
    RAISE EXCEPTION 'uq_entries_transfer_id_number: not the next number of its transfer' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER entries_follow BEFORE INSERT ON public.entries FOR EACH ROW EXECUTE FUNCTION public.entries_follow();
ALTER TABLE public.entries ENABLE ALWAYS TRIGGER entries_follow;

CREATE FUNCTION public.entries_move_head() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path=pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE transfers SET (state, reached, number, ground, ballot, due_on, awaits, since, kind, employee_id, old_post_id, new_post_id, donor_unit_id, receiving_unit_id, planned_on, decreed_on, binds_employee)
    = (NEW.state, NEW.reached, NEW.number, NEW.ground, NEW.ballot, NEW.due_on, NEW.awaits, NEW.since, NEW.kind, NEW.employee_id, NEW.old_post_id, NEW.new_post_id, NEW.donor_unit_id, NEW.receiving_unit_id, NEW.planned_on, NEW.decreed_on, NEW.binds_employee)
    WHERE id = NEW.transfer_id;
  RETURN NULL;
END
$$;
REVOKE EXECUTE ON FUNCTION public.entries_move_head() FROM PUBLIC;

CREATE TRIGGER entries_move_head AFTER INSERT ON public.entries FOR EACH ROW EXECUTE FUNCTION public.entries_move_head();
ALTER TABLE public.entries ENABLE ALWAYS TRIGGER entries_move_head;

CREATE FUNCTION public.transfers_start_empty() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER
SET search_path=pg_catalog, public, pg_temp AS $$
BEGIN
  IF num_nonnulls(NEW.state, NEW.reached, NEW.number, NEW.ground, NEW.ballot, NEW.due_on, NEW.awaits, NEW.since, NEW.kind, NEW.employee_id, NEW.old_post_id, NEW.new_post_id, NEW.donor_unit_id, NEW.receiving_unit_id, NEW.planned_on, NEW.decreed_on, NEW.binds_employee) > 0 THEN
    RAISE EXCEPTION 'transfers: a row starts empty, its entries fill it' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER transfers_start_empty BEFORE INSERT ON public.transfers FOR EACH ROW EXECUTE FUNCTION public.transfers_start_empty();
ALTER TABLE public.transfers ENABLE ALWAYS TRIGGER transfers_start_empty;

CREATE FUNCTION public.transfers_repeat_last() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER
SET search_path=pg_catalog, public, pg_temp AS $$
BEGIN
  IF (NEW.id, NEW.case_number) IS DISTINCT FROM (OLD.id, OLD.case_number)
    OR (NEW.state, NEW.reached, NEW.number, NEW.ground, NEW.ballot, NEW.due_on, NEW.awaits, NEW.since, NEW.kind, NEW.employee_id, NEW.old_post_id, NEW.new_post_id, NEW.donor_unit_id, NEW.receiving_unit_id, NEW.planned_on, NEW.decreed_on, NEW.binds_employee)
      IS DISTINCT FROM
      (SELECT (state, reached, number, ground, ballot, due_on, awaits, since, kind, employee_id, old_post_id, new_post_id, donor_unit_id, receiving_unit_id, planned_on, decreed_on, binds_employee) FROM entries
       WHERE transfer_id = NEW.id ORDER BY number DESC LIMIT 1) THEN
    RAISE EXCEPTION 'transfers: a head repeats the last entry' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER transfers_repeat_last BEFORE UPDATE ON public.transfers FOR EACH ROW EXECUTE FUNCTION public.transfers_repeat_last();
ALTER TABLE public.transfers ENABLE ALWAYS TRIGGER transfers_repeat_last;

CREATE FUNCTION public.register_events_follow() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER
SET search_path=pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.number IS DISTINCT FROM (SELECT coalesce(max(number), 0) + 1 FROM register_events) THEN
    RAISE EXCEPTION 'uq_register_events_number: not the next number' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER register_events_follow BEFORE INSERT ON public.register_events FOR EACH ROW EXECUTE FUNCTION public.register_events_follow();
ALTER TABLE public.register_events ENABLE ALWAYS TRIGGER register_events_follow;

CREATE FUNCTION public.case_numbers_rise() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER
SET search_path=pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.year IS DISTINCT FROM OLD.year OR NEW.last < OLD.last THEN
    RAISE EXCEPTION 'case_numbers: a number is given once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER case_numbers_rise BEFORE UPDATE ON public.case_numbers FOR EACH ROW EXECUTE FUNCTION public.case_numbers_rise();
ALTER TABLE public.case_numbers ENABLE ALWAYS TRIGGER case_numbers_rise;

CREATE FUNCTION public.grants_only_end() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER
SET search_path=pg_catalog, public, pg_temp AS $$
BEGIN
  IF (NEW.id, NEW.account_id, NEW.role, NEW.unit_id, NEW.since, NEW.ground, NEW.granted_by, NEW.granted_at)
      IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.role, OLD.unit_id, OLD.since, OLD.ground, OLD.granted_by, OLD.granted_at)
    OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.until IS NULL OR NEW.until > OLD.until THEN
    RAISE EXCEPTION 'grants: a grant can only be ended, once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER grants_only_end BEFORE UPDATE ON public.grants FOR EACH ROW EXECUTE FUNCTION public.grants_only_end();
ALTER TABLE public.grants ENABLE ALWAYS TRIGGER grants_only_end;

CREATE FUNCTION public.delegations_stay() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER
SET search_path=pg_catalog, public, pg_temp AS $$
BEGIN
  IF (NEW.id, NEW.office, NEW.account_id, NEW.since) IS DISTINCT FROM (OLD.id, OLD.office, OLD.account_id, OLD.since) THEN
    RAISE EXCEPTION 'delegations: office, person and start stay' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER delegations_stay BEFORE UPDATE ON public.delegations FOR EACH ROW EXECUTE FUNCTION public.delegations_stay();
ALTER TABLE public.delegations ENABLE ALWAYS TRIGGER delegations_stay;

CREATE FUNCTION public.members_stay() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER
SET search_path=pg_catalog, public, pg_temp AS $$
BEGIN
  IF (NEW.id, NEW.body_id, NEW.employee_id) IS DISTINCT FROM (OLD.id, OLD.body_id, OLD.employee_id) THEN
    RAISE EXCEPTION 'members: body and person stay' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER members_stay BEFORE UPDATE ON public.members FOR EACH ROW EXECUTE FUNCTION public.members_stay();
ALTER TABLE public.members ENABLE ALWAYS TRIGGER members_stay;
