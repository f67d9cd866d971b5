"""What holds everywhere in the code, so that nobody has to remember it. Each message says what to do instead."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.sources import PACKAGES, ROOT, Function, Module, call_name, files, modules, report

# Frozen scripts, and stories that are told in one breath.
_UNMEASURED = (Path("workflow/migrations"), Path("tests/stories"))
_LONGEST_FILE = 400
_LONGEST_FUNCTION = 50

_EMPTY_WORDS = {"Manager", "Helper", "Service", "Handler", "Util"}
_WAITING_WORDS = re.compile(r"\b(?:TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b")
_TRANSACTION = re.compile(r"\s*(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|END)(?:\s+\w+)?\s*;?\s*", re.IGNORECASE)
_WRITES_ENTRIES = re.compile(r"\b(?:insert\s+(?:or\s+\w+\s+)?into|update|delete\s+from)\s+entries\b", re.IGNORECASE)
_DIRECTIVE = re.compile(
    r"""\#\s*(?:
          noqa (?::\s*[A-Z]+\d+ (?:,\s*[A-Z]+\d+)*)?
        | type:\s*ignore (?:\[[\w,\ -]+\])?
        | pragma:\s*no\ cover
        | fmt:\s*(?:off|skip)
    )""",
    re.VERBOSE,
)


def test_names_say_what_a_thing_is() -> None:
    """A class or file called a manager or a helper has not been understood yet."""
    report(
        f"{module.at(node)}: class {node.name}: name it by the domain's word for what it is, not `{word}`"
        for module in modules()
        for node in module.classes()
        for word in sorted(_words(node.name) & _EMPTY_WORDS)
    )


def test_files_are_named_by_their_word() -> None:
    """A file of helpers is where things go that nobody wanted to place."""
    report(
        f"{path}: name the file by the word it is about, not `{word}`"
        for path in files()
        if path.suffix == ".py"
        for part in path.with_suffix("").parts
        for word in sorted(_words(part.title()) & _EMPTY_WORDS)
    )


def test_only_the_database_module_commits() -> None:
    """A transaction begins and ends in one place, or nobody can say what is written together."""
    report(
        f"{module.at(call)}: `{call_name(call)}` outside of workflow/database.py: use what that module offers"
        for module in modules(*PACKAGES)
        if not _within(module, "workflow/database", "workflow/migrations")
        for call in module.calls()
        if call_name(call) in {"begin", "begin_nested", "begin_twophase", "commit"}
        or _says(call, _TRANSACTION.fullmatch)
    )


def test_only_acts_make_entries() -> None:
    """The ledger is the transfer: a line that no act wrote is a transfer that nobody moved.

    The line is inserted in workflow/records.py, which an import contract opens to workflow/acts.py alone.
    """
    report(
        f"{module.at(call)}: only an act writes a line of the ledger: call `perform`"
        for module in modules(*PACKAGES)
        if not _within(module, "workflow/records", "workflow/migrations")
        for call in module.calls()
        if _writes(call, "insert") or call_name(call) == "Entry" or _says(call, _WRITES_ENTRIES.search)
    )


def test_nobody_changes_entries() -> None:
    """History is corrected by a further line, never by an edit."""
    report(
        f"{module.at(call)}: a line of the ledger is never changed or deleted: write a further one"
        for module in modules(*PACKAGES)
        for call in module.calls()
        if _writes(call, "update") or _writes(call, "delete")
    )


def test_rules_never_read_the_clock() -> None:
    """The act carries its moment; a rule that looks at the clock cannot be replayed."""
    report(
        f"{module.at(call)}: `{call_name(call)}()` in the law: take the date of the act as an argument"
        for module in modules("policies")
        for call in module.calls()
        if call_name(call) in {"now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime"} and not call.args
    )


def test_migrations_keep_the_triggers() -> None:
    """Alembic's batch mode makes a table anew on SQLite and drops the triggers that guard it, silently."""
    report(
        f"{module.at(call)}: batch_alter_table drops triggers: add a column with op.add_column, or a new table"
        for module in modules("workflow")
        for call in module.calls()
        if call_name(call) == "batch_alter_table"
        or any(argument.arg == "render_as_batch" for argument in call.keywords)
    )


def test_files_stay_short() -> None:
    """Beauty is lost in the one file that was allowed to grow."""
    report(
        f"{path}: {length} lines, of {_LONGEST_FILE} at most: split it by word"
        for path in files()
        if path.suffix in {".py", ".toml", ".html", ".css", ".js", ".sql"} and not _unmeasured(path)
        for length in [len((ROOT / path).read_text().splitlines())]
        if length > _LONGEST_FILE
    )


def test_functions_stay_short() -> None:
    """A function fits on a hand; the longest on a screen."""
    report(
        f"{module.at(function)}: {function.name} has {length} lines, of {_LONGEST_FUNCTION} at most: split it by word"
        for module in modules()
        if not _unmeasured(module.path)
        for function in module.functions()
        for length in [(function.end_lineno or 0) - function.lineno + 1]
        if length > _LONGEST_FUNCTION
    )


def test_docstrings_are_sentences() -> None:
    """Whatever others may use says in a sentence what it does."""
    report(
        f"{where}: the docstring of `{name}` must open with a whole sentence, closed by a full stop"
        for module in modules(*PACKAGES)
        if not _unmeasured(module.path)
        for where, name, docstring in _public(module)
        if not re.search(r"[.?!:]$", docstring.partition("\n\n")[0].strip())
    )


def test_nothing_waits_for_later() -> None:
    """What is committed is finished: no notes to oneself."""
    report(
        f"{module.path}:{line}: do it now, or file an issue: {comment}"
        for module in modules()
        for line, comment in module.comments()
        if _WAITING_WORDS.search(comment)
    )


def test_no_function_is_empty() -> None:
    """A function without a body promises what nobody wrote."""
    report(
        f"{module.at(function)}: {function.name} does nothing: write it, or leave it out until it is needed"
        for module in modules(*PACKAGES)
        for function in _concrete_functions(module)
        if all(_is_empty(statement) for statement in function.body)
    )


def test_no_test_is_passed_over() -> None:
    """A test that is skipped protects nobody."""
    report(
        f"{module.at(node)}: `{node.attr}`: make the test pass everywhere, or delete it"
        for module in modules("tests")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"skip", "skipif", "xfail", "importorskip", "skipIf", "skipUnless", "expectedFailure"}
    )


def test_exceptions_to_the_linters_have_reasons() -> None:
    """A rule that is put aside says why, beside the place: `# noqa: S608  # the table's name is our own`."""
    report(
        f"{module.path}:{line}: say why, in some words after it: {comment}"
        for module in modules()
        for line, comment in module.comments()
        for directive in [_DIRECTIVE.match(comment)]
        if directive and len(re.findall(r"\w+", comment[directive.end() :])) < 2
    )


def _words(name: str) -> set[str]:
    """Split a name where its words begin, in the singular: LockedFiles into Locked and File."""
    return {word.removesuffix("s") for word in re.findall(r"[A-Z][a-z]*", name)}


def _within(module: Module, *places: str) -> bool:
    """Tell whether a module is one of these, or lies in a package of that name."""
    path = module.path.with_suffix("").as_posix()
    return any(path == place or path.startswith(f"{place}/") for place in places)


def _unmeasured(path: Path) -> bool:
    return any(path.is_relative_to(place) for place in _UNMEASURED)


def _says(call: ast.Call, pattern: object) -> bool:
    """Tell whether a text among the arguments is SQL of this pattern."""
    texts = (node.value for argument in call.args for node in ast.walk(argument) if isinstance(node, ast.Constant))
    return any(isinstance(text, str) and pattern(text) for text in texts)


def _writes(call: ast.Call, verb: str) -> bool:
    """Tell whether a call is `verb(entries)` or `entries.verb()`, in whatever module entries are kept."""
    if call_name(call) != verb:
        return False
    targets = [*call.args[:1], *([call.func.value] if isinstance(call.func, ast.Attribute) else [])]
    return any(ast.unparse(target).rpartition(".")[2] in {"entries", "Entry"} for target in targets)


def _public(module: Module) -> Iterator[tuple[str, str, str]]:
    """Go through what others may use in a module: where it stands, its name and its docstring."""
    yield f"{module.path}:1", module.path.stem, ast.get_docstring(module.tree) or ""
    pending: list[ast.Module | ast.ClassDef] = [module.tree]
    while pending:
        for node in pending.pop().body:
            if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_") or _repeats(node):
                continue
            yield module.at(node), node.name, ast.get_docstring(node) or ""
            if isinstance(node, ast.ClassDef):
                pending.append(node)


def _repeats(node: Function | ast.ClassDef) -> bool:
    """Tell a further signature or the setter of something that has its docstring already."""
    decorators = {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    return bool(decorators & {"overload", "setter", "deleter"})


def _concrete_functions(module: Module) -> Iterator[Function]:
    """Go through the functions that have to do something: those of a Protocol, and abstract ones, do not."""
    promises = {
        id(function)
        for node in module.classes()
        if any("Protocol" in ast.unparse(base) for base in node.bases)
        for function in ast.walk(node)
    }
    for function in module.functions():
        decorators = {ast.unparse(decorator).rpartition(".")[2] for decorator in function.decorator_list}
        if id(function) not in promises and not decorators & {"abstractmethod", "overload"}:
            yield function


def _is_empty(statement: ast.stmt) -> bool:
    """Tell a statement that does nothing: pass, a docstring, three dots, or an error that says so."""
    if isinstance(statement, ast.Raise) and statement.exc is not None:
        return "NotImplementedError" in ast.unparse(statement.exc)
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )
