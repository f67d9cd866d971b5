CREATE TRIGGER runs_insert_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.runs FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement()

ALTER TABLE public.runs ENABLE ALWAYS TRIGGER runs_insert_only

CREATE TRIGGER cells_insert_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.cells FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_statement()

ALTER TABLE public.cells ENABLE ALWAYS TRIGGER cells_insert_only
