"""The guards as PostgreSQL's triggers and the functions behind them.

Every function has a fixed search path, with the temporary schema last: nobody can lay a table of his own in front of
the ledger's. Every trigger is ENABLE ALWAYS, so that it also fires in a session that calls itself a replica. Only
the function that moves a head runs with its owner's rights, since the application has none to change one.
"""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, text

from workflow.guards.streams import ENDED, INSERT_ONLY
from workflow.tables.ledger import HEAD

_PATH = "search_path=pg_catalog, public, pg_temp"

_TRIGGERS = text("""
    SELECT t.tgname, t.tgenabled, c.relname, pg_get_triggerdef(t.oid) AS definition, n.nspname, p.proname
    FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_proc p ON p.oid = t.tgfoid
    JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace
""")

_FUNCTIONS = text("""
    SELECT p.proname, p.prosecdef, p.prosrc, p.proconfig, l.lanname,
           has_function_privilege('public', p.oid, 'EXECUTE') AS open_to_all
    FROM pg_proc p
    JOIN pg_language l ON l.oid = p.prolang
    WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype = 'trigger'::regtype
""")

_ENABLED = {"A": "ENABLE ALWAYS", "D": "DISABLE", "O": "ENABLE", "R": "ENABLE REPLICA"}


def read(connection: Connection) -> dict[str, str]:
    """Read the triggers and trigger functions that a database has, told in the words of `GUARDS`.

    Two of one name are told as one text, which then equals none.
    """
    found: defaultdict[str, str] = defaultdict(str)
    for function in connection.execute(_FUNCTIONS):
        found[f"{function.proname}()"] += _written(
            function.proname,
            function.prosrc,
            language=function.lanname,
            settings=", ".join(function.proconfig or ()),
            definer=function.prosecdef,
            open_to_all=function.open_to_all,
        )
    for trigger in connection.execute(_TRIGGERS):
        definition, _, _ = trigger.definition.partition(" EXECUTE FUNCTION ")
        found[trigger.tgname] += _enabled(
            trigger.relname,
            trigger.tgname,
            f"{definition} EXECUTE FUNCTION {trigger.nspname}.{trigger.proname}()",
            _ENABLED[trigger.tgenabled],
        )
    return dict(found)


def _written(name: str, body: str, *, language: str, settings: str, definer: bool, open_to_all: bool) -> str:
    rights = "DEFINER" if definer else "INVOKER"
    closing = "" if open_to_all else f";\nREVOKE EXECUTE ON FUNCTION public.{name}() FROM PUBLIC"
    return (
        f"CREATE FUNCTION public.{name}() RETURNS trigger LANGUAGE {language} SECURITY {rights}\n"
        f"SET {settings} AS $${body}$${closing}"
    )


def _enabled(table: str, name: str, definition: str, how: str) -> str:
    return f"{definition};\nALTER TABLE public.{table} {how} TRIGGER {name}"


def _function(name: str, body: str, *, definer: bool = False) -> dict[str, str]:
    """Write a function; who could call the definer's from a trigger of his own would act as the owner."""
    written = _written(
        name, f"\n{body}\n", language="plpgsql", settings=_PATH, definer=definer, open_to_all=not definer
    )
    return {f"{name}()": written}


def _trigger(name: str, moment: str, function: str, *, each: str = "ROW") -> dict[str, str]:
    """Write a trigger; the moment ends with the table's name."""
    table = moment.split()[-1].removeprefix("public.")
    definition = f"CREATE TRIGGER {name} {moment} FOR EACH {each} EXECUTE FUNCTION public.{function}()"
    return {name: _enabled(table, name, definition, "ENABLE ALWAYS")}


def _refusal(name: str, moment: str, condition: str, reason: str) -> dict[str, str]:
    """Write a trigger, and its function of the same name, that refuse a row under that condition."""
    body = f"""BEGIN
  IF {condition} THEN
    RAISE EXCEPTION '{reason}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END"""
    return _function(name, body) | _trigger(name, moment, name)


def _columns(row: str, names: Iterable[str]) -> str:
    return ", ".join(f"{row}.{name}" for name in names)


def _ledger() -> dict[str, str]:
    """Guard what an entry may be, and let it move the head of its transfer."""
    moving = f"""BEGIN
  UPDATE transfers SET ({", ".join(HEAD)})
    = ({_columns("NEW", HEAD)})
    WHERE id = NEW.transfer_id;
  RETURN NULL;
END"""
    return {
        **_refusal(
            "entries_follow",
            "BEFORE INSERT ON public.entries",
            """NEW.number IS DISTINCT FROM
      (SELECT coalesce(number, 0) + 1 FROM transfers WHERE id = NEW.transfer_id)""",
            "uq_entries_transfer_id_number: not the next number of its transfer",
        ),
        **_function("entries_move_head", moving, definer=True),
        **_trigger("entries_move_head", "AFTER INSERT ON public.entries", "entries_move_head"),
    }


def _heads() -> dict[str, str]:
    """Let a transfer start empty and repeat, in its head, what its last entry says."""
    return {
        **_refusal(
            "transfers_start_empty",
            "BEFORE INSERT ON public.transfers",
            f"num_nonnulls({_columns('NEW', HEAD)}) > 0",
            "transfers: a row starts empty, its entries fill it",
        ),
        **_refusal(
            "transfers_repeat_last",
            "BEFORE UPDATE ON public.transfers",
            f"""(NEW.id, NEW.case_number) IS DISTINCT FROM (OLD.id, OLD.case_number)
    OR ({_columns("NEW", HEAD)})
      IS DISTINCT FROM
      (SELECT ({", ".join(HEAD)}) FROM entries
       WHERE transfer_id = NEW.id ORDER BY number DESC LIMIT 1)""",
            "transfers: a head repeats the last entry",
        ),
    }


def _numbers() -> dict[str, str]:
    """Count without gaps and never backwards."""
    return {
        **_refusal(
            "register_events_follow",
            "BEFORE INSERT ON public.register_events",
            "NEW.number IS DISTINCT FROM (SELECT coalesce(max(number), 0) + 1 FROM register_events)",
            "uq_register_events_number: not the next number",
        ),
        **_refusal(
            "case_numbers_rise",
            "BEFORE UPDATE ON public.case_numbers",
            "NEW.year IS DISTINCT FROM OLD.year OR NEW.last < OLD.last",
            "case_numbers: a number is given once",
        ),
    }


def _endings() -> dict[str, str]:
    """Let what ends by a date be ended, and stay about the same person."""
    granted = ("id", "account_id", "role", "unit_id", "since", "ground", "granted_by", "granted_at")
    delegated = ("id", "office", "account_id", "since")
    seated = ("id", "body_id", "employee_id")
    return {
        **_refusal(
            "grants_only_end",
            "BEFORE UPDATE ON public.grants",
            f"""({_columns("NEW", granted)})
      IS DISTINCT FROM ({_columns("OLD", granted)})
    OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.until IS NULL OR NEW.until > OLD.until""",
            "grants: a grant can only be ended, once",
        ),
        **_refusal(
            "delegations_stay",
            "BEFORE UPDATE ON public.delegations",
            f"({_columns('NEW', delegated)}) IS DISTINCT FROM ({_columns('OLD', delegated)})",
            "delegations: office, person and start stay",
        ),
        **_refusal(
            "members_stay",
            "BEFORE UPDATE ON public.members",
            f"({_columns('NEW', seated)}) IS DISTINCT FROM ({_columns('OLD', seated)})",
            "members: body and person stay",
        ),
    }


def _kept() -> dict[str, str]:
    """Refuse the statement itself, even one that would find no row."""
    refusing = """BEGIN
  RAISE EXCEPTION '%: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END"""
    guards = _function("refuse_statement", refusing)
    for table in INSERT_ONLY:
        moment = f"BEFORE DELETE OR UPDATE OR TRUNCATE ON public.{table}"
        guards |= _trigger(f"{table}_insert_only", moment, "refuse_statement", each="STATEMENT")
    for table in (*ENDED, "transfers", "case_numbers"):
        moment = f"BEFORE DELETE OR TRUNCATE ON public.{table}"
        guards |= _trigger(f"{table}_no_delete", moment, "refuse_statement", each="STATEMENT")
    return guards


GUARDS = _kept() | _ledger() | _heads() | _numbers() | _endings()
