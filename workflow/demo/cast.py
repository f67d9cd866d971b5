"""The people of the demonstration who have an account, each known by the post held, never by a NIP.

A NIP depends on the day on which the city is written; a post code does not. Where several hold a post, the
member of the cast is the first of them. The mayor and the vice-mayor are no civil servants and hold no post.
Who votes in the body and who leads a unit is not said here: that follows from the body's decree and from leading
posts.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Grant:
    """A role that the administrator grants; without a unit it holds for the whole city."""

    role: str
    unit: str | None = None


@dataclass(frozen=True)
class Player:
    """One member of the cast: user name, name without titles, sex, post and granted roles."""

    key: str
    name: str
    sex: str
    post: str | None
    grants: tuple[Grant, ...] = ()


def _proposer(unit: str) -> tuple[Grant, ...]:
    return (Grant("proposer", unit),)


MAYOR = Player("walikota", "H. Sahala Ritonga", "L", None, (Grant("ppk"),))
VICE_MAYOR = Player("wakil.walikota", "Hj. Nurhaida Basyrah Lubis", "P", None)

PLAYERS: tuple[Player, ...] = (
    MAYOR,
    VICE_MAYOR,
    Player("sekda", "Maralobi Tinggi Harahap", "L", "SETDA-SEKDA"),
    Player("asisten1", "Rosmaida Lanna Siregar", "P", "SETDA-ASISTEN-1"),
    Player("asisten2", "Torkis Halomoan Batubara", "L", "SETDA-ASISTEN-2"),
    Player("asisten3", "Pangihutan Soleh Dalimunthe", "L", "SETDA-ASISTEN-3"),
    Player("inspektur", "Gomgom Raharjo Pulungan", "L", "INSP-KA"),
    Player("kepala.bkpsdm", "Deliana Purnama Hasibuan", "P", "BKPSDM-KA", (Grant("head_bkpsdm"),)),
    Player("kabid.mutasi", "Sutan Khairul Rangkuti", "L", "BKPSDM-KABID-MUTASI"),
    Player("analis1", "Efrida Wulan Nasution", "P", "BKPSDM-ASDM-MUDA", (Grant("personnel_analyst"),)),
    Player("analis2", "Bagas Partomuan Rambe", "L", "BKPSDM-ASDM-FORMASI", (Grant("personnel_analyst"),)),
    Player("diklat1", "Yulinar Asmara Koto", "P", "BKPSDM-KABID-BANGKOM", (Grant("training_officer"),)),
    Player("diklat2", "Wahyu Tunggal Prasetya", "L", "BKPSDM-BANGKOM-MUDA", (Grant("training_officer"),)),
    Player("auditor", "Masdalena Tio Pohan", "P", "INSP-AUD-MADYA", (Grant("auditor"),)),
    Player("administrator", "Fajar Hotmartua Daulay", "L", "KOMINFO-PRAKOM-MUDA", (Grant("administrator"),)),
    Player("kepala.dinkes", "Hamonangan Basri Lubis", "L", "DINKES-KA"),
    Player("pengusul.dinkes", "Nursaima Gabena Ritonga", "P", "DINKES-SEK", _proposer("DINKES")),
    Player("kepala.disdik", "Tiurma Endang Simanjuntak", "P", "DISDIK-KA"),
    Player("pengusul.disdik", "Ramlan Soaloon Hutasuhut", "L", "DISDIK-SEK", _proposer("DISDIK")),
    Player("pengusul.setda", "Asnita Murni Parinduri", "P", "SETDA-UMUM-KABAG", _proposer("SETDA")),
    Player("pengusul.pupr", "Hotben Sudirman Matondang", "L", "PUPR-SEK", _proposer("PUPR")),
    Player("pengusul.bkpsdm", "Rukiah Sondang Siregar", "P", "BKPSDM-SEK", _proposer("BKPSDM")),
    Player("pengusul.kominfo", "Zulhamdi Baringin Koto", "L", "KOMINFO-SEK", _proposer("KOMINFO")),
    Player("pengusul.distan", "Nelmi Suryati Rambe", "P", "DISTAN-SEK", _proposer("DISTAN")),
    Player("pengusul.utara", "Sahbuddin Muara Tanjung", "L", "12.77.01-SEK", _proposer("12.77.01")),
    Player("pengusul.selatan", "Khairani Bulan Piliang", "P", "12.77.02-SEK", _proposer("12.77.02")),
    Player("pengusul.batunadua", "Irpan Dongoran Lubis", "L", "12.77.03-SEK", _proposer("12.77.03")),
    Player("pengusul.hutaimbaru", "Lindawati Ayu Daulay", "P", "12.77.04-SEK", _proposer("12.77.04")),
    Player("pengusul.tenggara", "Panusunan Wira Pohan", "L", "12.77.05-SEK", _proposer("12.77.05")),
    Player("pengusul.angkolajulu", "Romaito Sari Nasution", "P", "12.77.06-SEK", _proposer("12.77.06")),
    Player("kepala.rsud", "Tigor Mandala Harahap", "L", "RSUD-DIR"),
    Player("kapus.sadabuan", "Hotnida Kumala Hasibuan", "P", "PKM-SADABUAN-KA"),
    Player("camat.utara", "Parluhutan Agung Batubara", "L", "12.77.01-CAMAT"),
    Player("camat.batunadua", "Sarmida Lestari Harahap", "P", "12.77.03-CAMAT"),
    Player("kabid.keperawatan", "Nurbaiti Dame Rangkuti", "P", "RSUD-KABID-KEP"),
    Player("perawat", "Sri Mawarni Dalimunthe", "P", "RSUD-PRW-TERAMPIL"),
    Player("pegawai", "Anwar Sodungdangon Pulungan", "L", "DISDIK-ADM"),
)

BODY_OFFICES: tuple[tuple[str, str], ...] = (
    ("SETDA-SEKDA", "chair"),
    ("SETDA-ASISTEN-3", "vice_chair"),
    ("BKPSDM-KABID-MUTASI", "secretary"),
    ("BKPSDM-KA", "member"),
    ("INSP-KA", "member"),
    ("SETDA-ASISTEN-1", "member"),
    ("SETDA-ASISTEN-2", "member"),
)
"""Post of each of the seven voters and the office held in the body."""

BY_POST: dict[str, Player] = {player.post: player for player in PLAYERS if player.post}
