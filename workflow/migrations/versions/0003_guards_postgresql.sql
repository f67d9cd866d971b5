CREATE TRIGGER plans_insert_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.plans FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement()

ALTER TABLE public.plans ENABLE ALWAYS TRIGGER plans_insert_only

CREATE TRIGGER plan_moves_insert_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.plan_moves FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement()

ALTER TABLE public.plan_moves ENABLE ALWAYS TRIGGER plan_moves_insert_only

CREATE TRIGGER plan_proposals_insert_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.plan_proposals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement()

ALTER TABLE public.plan_proposals ENABLE ALWAYS TRIGGER plan_proposals_insert_only
