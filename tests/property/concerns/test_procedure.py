"""The procedure driven at random by everybody at once: no word is lost, and nobody meets a concern they must not handle.

The services are driven with right and with forged codes, by people who may and who may not; who took part changes on the
way. What must hold is read back through the raiser's code, and compared with a plain list of what was written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from tests.module.concerns import told
from tests.module.concerns.told import DAY, Involved, Office

from licet.concerns import public as concerns
from licet.concerns.models import Concern
from licet.concerns.public import AnswerKind, Closing, ConcernSeen, Filed, Naming, Status, Verdict
from licet.kernel.errors import LicetError, NotFound

PEOPLE = ("head", "other head", "nominated", "secretary", "commission", "officer", "adviser")
people = st.sampled_from(PEOPLE)
verdicts = st.sampled_from(list(Verdict))
namings = st.sampled_from(list(Naming))


@dataclass
class Kept:
    """What a raiser and the handlers wrote, as a plain list."""

    filed: Filed
    points: list[str]
    named: frozenset[str]
    raiser: str = ""
    words: list[str] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)
    signed: set[str] = field(default_factory=set)


class Procedure(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.blocks = [transaction.atomic(), transaction.atomic(using="concerns")]
        for block in self.blocks:
            block.__enter__()
        self.folder = tempfile.TemporaryDirectory()
        folder = Path(self.folder.name)
        files = {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": folder}}}
        involved = f"{Involved.__module__}.{Involved.__name__}"
        self.settings = override_settings(LICET_INVOLVED_PEOPLE=involved, LICET_CONCERNS_ROOT=folder, MAILERS=files)
        self.settings.enable()
        self.office: Office = told.build()
        self.kept: list[Kept] = []
        self.day: date = DAY
        self.written = 0

    def teardown(self) -> None:
        Involved.people = frozenset()
        self.settings.disable()
        for using, block in zip(("concerns", "default"), reversed(self.blocks), strict=True):
            transaction.set_rollback(True, using=using)
            block.__exit__(None, None, None)
        self.folder.cleanup()

    def _text(self, what: str) -> str:
        self.written += 1
        return f"{what} {self.written}"

    def _one(self, data: st.DataObject) -> Kept:
        return data.draw(st.sampled_from(self.kept))

    def _done(self, act: Callable[[], Any]) -> bool:
        """What is refused changes nothing: its transaction is undone."""
        try:
            with transaction.atomic(using="concerns"):
                act()
        except LicetError:
            return False
        return True

    @precondition(lambda self: len(self.kept) < 3)
    @rule(points=st.integers(1, 3), named=st.frozensets(people, max_size=2), raiser=st.none() | people, naming=namings)
    def file(self, points: int, named: frozenset[str], raiser: str | None, naming: Naming) -> None:
        texts = [self._text("point") for _ in range(points)]
        ids = frozenset(self.office[name].id for name in named)
        actor = self.office[raiser] if raiser else None
        filed = self.office.raise_one(points=texts, complained_of=ids, raiser=actor, naming=naming, name="A name", today=self.day)
        known = actor.id if actor and naming is not Naming.NOBODY else ""
        self.kept.append(Kept(filed, texts, ids, known))

    @precondition(lambda self: self.kept)
    @rule(data=st.data(), by=people, whole=st.sampled_from([True, True, False]))
    def answer(self, data: st.DataObject, by: str, whole: bool) -> None:
        kept = self._one(data)
        seen = concerns.come_back(kept.filed.receipt)
        owed = [point.number for point in seen.points if point.standing.value in {"waiting for an answer", "does not answer the point"}]
        kinds = st.sampled_from(list(AnswerKind))
        given = {number: told.answer_of(data.draw(kinds), self._text("answer"), self.day) for number in owed[0 if whole else 1 :]}

        def act() -> None:
            concerns.answer(actor=self.office[by], concern=self.office.id_of(kept.filed), answers=given, today=self.day)

        if self._done(act):
            assert whole, "nobody answers in part"
            assert self._may(kept, by), "nobody handles a concern they are named or involved in"
            kept.answers += [(number, answer.words) for number, answer in given.items()]

    @precondition(lambda self: self.kept)
    @rule(data=st.data(), by=people)
    def say_done(self, data: st.DataObject, by: str) -> None:
        kept = self._one(data)
        number = data.draw(st.integers(1, len(kept.points)))
        concern = self.office.id_of(kept.filed)

        def act() -> None:
            concerns.say_done(actor=self.office[by], concern=concern, point=number, words=self._text("done"), today=self.day)

        before = {point.number for point in self._seen(kept).promised}
        if self._done(act):
            assert self._may(kept, by)
            assert before - {point.number for point in self._seen(kept).promised} == {number}

    @precondition(lambda self: self.kept)
    @rule(data=st.data(), by=people)
    def look(self, data: st.DataObject, by: str) -> None:
        kept = self._one(data)
        concern = self.office.id_of(kept.filed)
        if self._done(lambda: concerns.access_concern(actor=self.office[by], concern=concern)):
            assert self._may(kept, by)
        if by not in {"officer", "adviser"} and not self._may(kept, by):
            assert concern not in {row.concern for row in concerns.for_handling(actor=self.office[by], today=self.day)}

    @precondition(lambda self: self.kept)
    @rule(data=st.data(), by=people, what=st.sampled_from(["acknowledge", "extend", "write"]))
    def handle(self, data: st.DataObject, by: str, what: str) -> None:
        kept, actor, words = self._one(data), self.office[by], self._text("words")
        concern = self.office.id_of(kept.filed)
        acts: dict[str, Callable[[], Any]] = {
            "acknowledge": lambda: concerns.acknowledge(actor=actor, concern=concern, today=self.day),
            "extend": lambda: concerns.extend(actor=actor, concern=concern, days=5, reason=words, today=self.day),
            "write": lambda: concerns.write_to_raiser(actor=actor, concern=concern, words=words, today=self.day),
        }
        if self._done(acts[what]):
            assert self._may(kept, by)
            kept.words += [words] if what == "write" else []

    @precondition(lambda self: self.kept)
    @rule(data=st.data(), forged=st.booleans(), what=st.sampled_from(["judge", "judge", "add", "further", "withdraw"]))
    def come_back(self, data: st.DataObject, forged: bool, what: str) -> None:
        kept, words = self._one(data), self._text("words")
        receipt = concerns.Receipt(kept.filed.receipt.lookup, "0" * 21) if forged else kept.filed.receipt
        judged = {p.number: data.draw(verdicts) for p in self._seen(kept).points if p.standing is concerns.Standing.ANSWERED}
        acts: dict[str, Callable[[], Any]] = {
            "judge": lambda: concerns.give_verdicts(receipt, judged, words, today=self.day),
            "add": lambda: concerns.add_words(receipt, words, today=self.day),
            "further": lambda: concerns.escalate_as_of_right(receipt, words, today=self.day),
            "withdraw": lambda: concerns.withdraw(receipt, words, today=self.day),
        }
        if self._done(acts[what]):
            assert not forged, "a forged code opens nothing"
            kept.words.append(words)

    @precondition(lambda self: self.kept)
    @rule(data=st.data(), by=people)
    def sign_too(self, data: st.DataObject, by: str) -> None:
        kept = self._one(data)
        code = self._seen(kept).colleagues_code
        assert code is not None
        if self._done(lambda: concerns.co_sign(code, actor=self.office[by])):
            kept.signed.add(self.office[by].id)

    @rule(who=st.frozensets(people, max_size=3))
    def take_part(self, who: frozenset[str]) -> None:
        Involved.people = frozenset(self.office[name].id for name in who)

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)
        concerns.escalate_due(self.day)
        concerns.daily_batch(datetime(self.day.year, self.day.month, self.day.day, 18, tzinfo=UTC))
        assert concerns.escalate_due(self.day) == 0, "what was due was done at once"

    def _may(self, kept: Kept, name: str) -> bool:
        person = self.office[name].id
        return person not in kept.named | Involved.people | kept.signed | {kept.raiser}

    def _seen(self, kept: Kept) -> ConcernSeen:
        return concerns.come_back(kept.filed.receipt, self.day)

    @invariant()
    def no_word_is_lost(self) -> None:
        for kept in self.kept:
            seen = self._seen(kept)
            assert [point.text for point in seen.points] == kept.points
            assert sorted(said.words for said in seen.words) == sorted(kept.words)
            given = sorted((point.number, answer.words) for point in seen.points for answer in point.answers)
            assert given == sorted(kept.answers)
            assert seen.co_signatures == len(kept.signed)

    @invariant()
    def nothing_closes_unanswered(self) -> None:
        for kept in self.kept:
            seen = self._seen(kept)
            if seen.status is Status.CLOSED and seen.closing is not Closing.WITHDRAWN:
                assert all(point.answers for point in seen.points)

    @precondition(lambda self: self.kept)
    @rule(data=st.data(), table=st.sampled_from(["wraps", "points", "steps", "rungs", "topics"]))
    def nobody_deletes(self, data: st.DataObject, table: str) -> None:
        row = Concern.objects.get(notice=self._one(data).filed.reference_for_raiser)
        for attempt in (getattr(row, table).all()._raw_delete, lambda using: Concern.objects.filter(pk=row.pk)._raw_delete(using)):
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(using="concerns"):
                attempt("concerns")
        with pytest.raises(NotFound):
            concerns.come_back(concerns.Receipt("ZZZZZZZZ", "0" * 21))


@pytest.mark.django_db(databases=["default", "concerns"])
def test_any_way_through_the_procedure() -> None:
    run_state_machine_as_test(
        Procedure,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
