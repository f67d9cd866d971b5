"""Compiles the translations while the project is built, so that no compiled catalogue is committed."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledTranslations(BuildHookInterface):
    """Writes `messages.mo` beside every `messages.po` and carries it into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile each catalogue; called before a wheel and before an installation in place."""
        del version
        for source in sorted(Path(self.root).glob("web/translations/*/LC_MESSAGES/*.po")):
            compiled = source.with_suffix(".mo")
            with source.open("rb") as catalogue, compiled.open("wb") as target:
                write_mo(target, read_po(catalogue, locale=source.parts[-3]))
            build_data["artifacts"].append(str(compiled.relative_to(self.root)))
