"""What a list shows and what a page opens is one thing: the WHERE clause agrees with the sight of each case."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from policies.loading import current
from policies.reading import sight
from tests.stories import telling
from tests.stories.town import Town, found
from workflow import ledger
from workflow.database import reading
from workflow.queries import Readable
from workflow.standing import Standing
from workflow.tables import transfers
from workflow.viewers import viewer

TODAY = date(2024, 8, 1)


@pytest.fixture
def town(engine: Engine) -> Town:
    """Cases in many states, with kin, an absent head, an empty head's post and a head's own post."""
    town = found(engine)
    day = date(2024, 3, 4)
    telling.placed(town, day)
    telling.needed(town, day)
    telling.proposed(town, day, date(2024, 12, 2), employee="fitri")
    form = {"employee": "lamhot", "post": "KLERK-HUB", "who": "maslan", "justification": "Tidak ada calon lain."}
    telling.proposed(town, day, date(2024, 12, 2), **form)
    telling.proposed(
        town,
        day,
        date(2024, 12, 2),
        employee="sutan",
        post="KAPUS",
        who="yusnita",
        justification="Menunggu kepala puskesmas.",
    )
    withdrawn = telling.needed(town, day)
    town.act("maslan", "withdraw", day, withdrawn, {"reason": "Tidak jadi."})
    returned = telling.proposed(town, day, date(2024, 12, 2), employee="ramli")
    town.act("irwan", "return", day, returned, {"reason": "Lengkapi alasan."})
    town.related("fitri", "parlindungan")
    town.related("lamhot", "zulkifli")
    town.related("nurhamidah", "masdalena")
    town.related("nurhamidah", "sahala")
    town.delegate("ppk", "tiurma")
    town.delegate("head_bkpsdm", "yusnita")
    town.absent("halimah", date(2024, 7, 1), date(2024, 8, 30))
    town.retire("zulkifli")
    return town


def test_list_and_page_agree(town: Town) -> None:
    procedure = current()
    seen = set()
    with reading(town.engine) as connection:
        cases = {row.id: row for row in connection.execute(select(transfers))}
        for name, account in town.account.items():
            who = viewer(connection, account, TODAY)
            assert who is not None
            listed = set(connection.scalars(select(transfers.c.id).where(Readable(connection, who, TODAY).condition)))
            opened = set()
            for transfer, head in cases.items():
                standing = Standing(connection, procedure, who, ledger.read(connection, transfer).case, TODAY)
                if sight(procedure, standing.roles(), head.reached, account):
                    opened.add(transfer)
            assert listed == opened, f"{name}: listed {listed}, opened {opened}"
            seen.add(len(opened))
    assert len(seen) > 3, "the cases do not tell the people apart"
