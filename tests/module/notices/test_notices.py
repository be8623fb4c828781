"""Messages written in sets, rendered once, mailed once, on both engines."""

import sys
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.internal import internal_events, recorded_count
from tests.module.people.builders import KEEPER, NOW
from tests.unit.notices import samples

from licet.documents import public as documents
from licet.kernel.actor import Actor, system
from licet.kernel.audience import Audience
from licet.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from licet.kernel.permission import Permission as P
from licet.notices import public as notices
from licet.notices.public import Delivery, Marking, Message, MessageDraft
from licet.people import public as people
from licet.platform import mail, outbox

pytestmark = pytest.mark.django_db
OFFICER = Actor("user:F", "Officer", permissions=frozenset({P.MESSAGE_READ, P.MESSAGE_SEND, P.DOCUMENT_READ}), department="licensing")
EXPORTER = Actor("user:E", "Exporter", permissions=frozenset({P.MESSAGE_READ, P.DOCUMENT_READ}), organisation="ORG1")
OTHER = Actor("user:O", "Other", permissions=frozenset({P.MESSAGE_READ, P.DOCUMENT_READ}), organisation="ORG2")
WORKER = system("worker", P.MESSAGE_DELIVER)


@pytest.fixture(autouse=True)
def sent(tmp_path: Path, settings: Any) -> Path:
    """The outbox folder of this test."""
    settings.LICET_FILES_ROOT = tmp_path / "files"
    folder = tmp_path / "outbox"
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": str(folder)}}}
    return folder


def draft(key: str = "licence:L1:issued", **changes: Any) -> MessageDraft:
    given = {
        "letter": samples.licence(),
        "organisation": "ORG1",
        "key": key,
        "licence": "L1",
        "case": "C1",
        "email": "export@orlan.example",
    }
    return MessageDraft(**(given | changes))


def write(*drafts: MessageDraft) -> list[Message]:
    written = notices.write(actor=OFFICER, messages=drafts, now=NOW, act="XA-ACT 2031/000007")
    return [Message.objects.get(pk=written.messages[each.key]) for each in drafts]


@pytest.mark.parametrize(("environment", "marked"), [("production", False), ("demo", True), ("test", True)])
def test_letters_are_marked_as_a_demonstration_unless_they_are_real(settings: Any, environment: str, marked: bool) -> None:
    """The authority that every letter names says so; the mail to a list is written for itself."""
    settings.LICET_ENV = environment
    make_list("officials", Audience.OFFICIALS, "a@authority.example")
    mail = notices.write_to_list(
        actor=OFFICER, code="officials", title="Hours", words="Closed on Friday.", marking=Marking.OFFICIAL, key="k", now=NOW
    )
    assert (notices.issuer().demonstration, mail.content["authority"]["demonstration"]) == (marked, marked)


def test_write_keeps_the_letter_its_digest_and_both_deliveries() -> None:
    (message,) = write(draft())
    assert message.content == samples.licence().content()
    assert (message.reference, message.kind, message.template, message.template_version) == (
        "XA-LIC 2031/000212",
        "licence-document",
        "licence",
        2,
    )
    assert {(row.channel, row.address, row.state) for row in message.deliveries.all()} == {
        ("portal", "ORG1", "delivered"),
        ("email", "export@orlan.example", "pending"),
    }


def test_write_returns_one_event_for_the_set_and_publishes_nothing_itself() -> None:
    written = notices.write(actor=OFFICER, messages=[draft("a"), draft("b")], now=NOW, act="XA-ACT 2031/000007")
    (event,) = written.events
    assert (event.ref, event.count) == ("XA-ACT 2031/000007", 2)  # type: ignore[attr-defined]
    assert not event.published_fields()
    assert recorded_count() == 0


def test_write_twice_is_once() -> None:
    first = notices.write(actor=OFFICER, messages=[draft("a")], now=NOW, act="X")
    again = notices.write(actor=OFFICER, messages=[draft("a"), draft("b")], now=NOW, act="X")
    assert again.messages["a"] == first.messages["a"]
    assert Message.objects.count() == 2
    assert not notices.write(actor=OFFICER, messages=[draft("a"), draft("b")], now=NOW, act="X").events


def test_write_takes_the_same_queries_for_one_and_for_many(django_assert_max_num_queries: Any) -> None:
    for count in (1, 1000):
        drafts = [draft(f"{count}:{number}", letter=samples.suspension()) for number in range(count)]
        with django_assert_max_num_queries(6):  # savepoint and its end, known keys, messages, deliveries
            notices.write(actor=OFFICER, messages=drafts, now=NOW, act="X")


def test_write_refuses_an_internal_marking_and_writes_nothing() -> None:
    with pytest.raises(Refused):
        notices.write(actor=OFFICER, messages=[draft("a"), draft("b", marking=Marking.OFFICIAL)], now=NOW, act="X")
    assert not Message.objects.exists()


def test_message_internal_marking_outside_is_refused_by_the_database() -> None:
    (message,) = write(draft())
    message.pk, message.key, message.marking = "0" * 26, "other", Marking.OFFICIAL.value
    with pytest.raises(IntegrityError), transaction.atomic():
        message.save(force_insert=True)


def test_message_and_delivery_are_never_rewritten() -> None:
    (message,) = write(draft())
    for change in ({"content": {}}, {"marking": "PUBLIC"}, {"subject": "x"}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Delivery.objects.filter(message=message).update(address="else@where.example")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Delivery.objects.filter(message=message).delete()


def test_messages_are_read_by_their_organisation_and_by_officials() -> None:
    mine, other = write(draft("a"), draft("b", organisation="ORG2"))
    assert list(notices.messages_for_organisation(EXPORTER)) == [mine]
    assert not notices.messages_for_organisation(OFFICER)
    assert set(notices.access_messages(actor=OFFICER)) == {mine, other}
    assert set(notices.messages_about(actor=EXPORTER, case="C1")) == {mine}
    assert set(notices.messages_about(actor=OFFICER, licences=["L1"])) == {mine, other}
    with pytest.raises(NotFound):
        notices.access_message(actor=EXPORTER, message=other.id)
    with pytest.raises(NotFound):
        notices.document_of(actor=OTHER, message=mine.id, now=NOW)
    with pytest.raises(NotFound):
        notices.access_message(actor=Actor("user:N", "Nobody"), message=mine.id)


def test_document_is_rendered_once_and_its_digest_enters_the_ledger() -> None:
    (message,) = write(draft())
    made = notices.document_of(actor=EXPORTER, message=message.id, now=NOW)
    content = documents.content_of(made)
    assert content.startswith(b"%PDF-")
    assert made.sha256 == sha256(content).hexdigest()
    assert (made.organisation, made.filename) == ("ORG1", "licence-document XA-LIC 2031-000212.pdf")
    assert [event.kind for event in internal_events()] == ["documents:document:added", "notices:message:rendered"]
    assert notices.document_of(actor=OFFICER, message=message.id, now=NOW) == made
    assert recorded_count() == 2
    assert b"".join(documents.download(actor=EXPORTER, document=made.id).pieces) == content
    with pytest.raises(NotFound):
        documents.download(actor=OTHER, document=made.id)


def test_document_made_meanwhile_by_somebody_else_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    (message,) = write(draft())
    first: list[documents.Document] = []

    def slow(row: Message) -> bytes:
        monkeypatch.undo()
        first.append(notices.render(actor=WORKER, message=row, now=NOW))
        return b"%PDF-other"

    monkeypatch.setattr(sys.modules["licet.notices.services.render"], "set_page", slow)  # the name is also the command's
    assert notices.document_of(actor=EXPORTER, message=message.id, now=NOW) == first[0]


def test_mail_goes_out_once_and_says_nothing_of_the_letter(sent: Path) -> None:
    write(draft(letter=samples.refusal()))
    assert notices.deliver_pending(actor=WORKER, now=NOW) == notices.DeliveryRound(1, 0, False)
    assert notices.deliver_pending(actor=WORKER, now=NOW) == notices.DeliveryRound(0, 0, False)
    (file,) = sent.glob("*.eml")
    found = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert found["To"] == "export@orlan.example"
    assert found["Subject"] == "XA-IND 2031/000413: a message for you"
    assert "Thermal" not in found.get_content()
    row = Delivery.objects.get(channel="email")
    assert (row.state, row.delivered_at, row.delivered_by) == ("delivered", NOW, "system:worker")


def test_mail_killed_between_sending_and_marking_is_still_sent_once(sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(draft("a"), draft("b", organisation="ORG2", email="b@b.example"))

    class Killed(BaseException):
        pass

    real, count = mail.FileMailer.send, 0

    def send(self: mail.FileMailer, item: mail.Mail) -> None:
        nonlocal count
        real(self, item)
        count += 1
        if count == 2:
            raise Killed

    monkeypatch.setattr(mail.FileMailer, "send", send)
    with pytest.raises(Killed):
        notices.deliver_pending(actor=WORKER, now=NOW)
    assert len(list(sent.glob("*.eml"))) == 2
    assert Delivery.objects.filter(channel="email", state="delivered").count() == 1, "each mail is marked as soon as it was sent"
    assert notices.deliver_pending(actor=WORKER, now=NOW).delivered == 1
    assert len(list(sent.glob("*.eml"))) == 2


def test_mail_to_an_unusable_address_is_marked_and_stops_nobody(sent: Path) -> None:
    write(draft("a", email="not an address"), draft("b", email="b@b.example"))
    assert notices.deliver_pending(actor=WORKER, now=NOW) == notices.DeliveryRound(1, 1, False)
    row = Delivery.objects.get(state="failed")
    assert "not a mail address" in row.error
    assert row.delivered_at is None


def test_mail_comes_back_for_what_is_left(sent: Path) -> None:
    write(*(draft(str(number), email=f"a{number}@b.example") for number in range(5)))
    assert notices.deliver_pending(actor=WORKER, now=NOW, most=3) == notices.DeliveryRound(3, 0, True)
    assert notices.deliver_pending(actor=WORKER, now=NOW, most=3) == notices.DeliveryRound(2, 0, False)
    assert len(list(sent.glob("*.eml"))) == 5


def test_mail_that_a_killed_process_claimed_goes_out_when_the_claim_has_run_out(sent: Path) -> None:
    write(draft("a"))
    Delivery.objects.filter(channel="email").update(claimed_until=NOW + timedelta(minutes=2))  # as a killed process leaves it
    assert notices.deliver_pending(actor=WORKER, now=NOW) == notices.DeliveryRound(0, 0, False)
    assert notices.deliver_pending(actor=WORKER, now=NOW + timedelta(minutes=2)) == notices.DeliveryRound(1, 0, False)


def test_mail_waits_when_the_mailer_does_not_answer(sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(draft("a"), draft("b", email="b@b.example"))

    def send(self: mail.FileMailer, item: mail.Mail) -> None:
        raise OSError("no route to host")

    with monkeypatch.context() as broken:
        broken.setattr(mail.FileMailer, "send", send)
        with pytest.raises(OSError, match="no route"):
            notices.deliver_pending(actor=WORKER, now=NOW)
    assert notices.deliver_pending(actor=WORKER, now=NOW) == notices.DeliveryRound(2, 0, False)


def test_mail_needs_the_permission() -> None:
    with pytest.raises(NotAllowed):
        notices.deliver_pending(actor=OFFICER, now=NOW)


def test_what_follows_renders_and_mails(sent: Path) -> None:
    with outbox.subscribed(
        ("notices:messages:written", "notices.render", notices.render_written),
        ("notices:messages:written", "notices.mail", notices.mail_written),
    ):
        written = notices.write(actor=OFFICER, messages=[draft("a"), draft("b")], now=NOW, act="X")
        with transaction.atomic():
            outbox.publish(written.events)
        assert outbox.deliver_pending().failed == 0
    assert Message.objects.filter(rendering__isnull=False).count() == 2
    assert len(list(sent.glob("*.eml"))) == 2


def test_many_letters_are_followed_in_sets_that_settle_one_by_one(sent: Path) -> None:
    written = notices.write(actor=OFFICER, messages=[draft(str(number)) for number in range(250)], now=NOW, act="XA-ACT 1")
    assert [event.count for event in written.events] == [100, 100, 50]  # type: ignore[attr-defined]
    assert {event.ref for event in written.events} == {"XA-ACT 1"}
    assert len({entry["id"] for event in written.events for entry in event.messages}) == 250  # type: ignore[attr-defined]
    with outbox.subscribed(("notices:messages:written", "notices.mail", notices.mail_written)):
        with transaction.atomic():
            outbox.publish(written.events, act="XA-ACT 1")
        outbox.deliver_pending(limit=1)
        assert len(list(sent.glob("*.eml"))) == 50, "one call sends one round"
        [half] = outbox.progress("XA-ACT 1")
        assert (half.done, half.waiting) == (0, 3)
        assert outbox.deliver_pending().failed == 0
    assert len(list(sent.glob("*.eml"))) == 250


def make_list(code: str, audience: Audience, *addresses: str) -> None:
    domains = () if audience is Audience.PUBLIC else ("authority.example",)
    people.create_list(actor=KEEPER, code=code, name=code.title(), audience=audience, domains=domains, now=NOW)
    for address in addresses:
        people.add_to_list(actor=KEEPER, code=code, address=address, now=NOW)


def test_list_mail_says_its_marking_and_is_on_record(sent: Path) -> None:
    make_list("officials", Audience.OFFICIALS, "a@authority.example", "b@authority.example")
    message = notices.send_to_list(actor=OFFICER, code="officials", mail=samples.list_mail(), marking=Marking.OFFICIAL, key="m1", now=NOW)
    assert notices.deliver_pending(actor=WORKER, now=NOW).delivered == 2
    subjects = {message_from_bytes(file.read_bytes(), policy=policy.default)["Subject"] for file in sent.glob("*.eml")}
    assert subjects == {"[OFFICIAL] Licences for Kasdara suspended"}
    assert {row.address for row in notices.deliveries_of(actor=OFFICER, message=message.id)} == {
        "a@authority.example",
        "b@authority.example",
    }
    entry = internal_events()[-1]
    assert (entry.kind, entry.ref, dict(entry.clear)) == ("notices:list-mail:sent", message.id, {})
    assert "addresses" in entry.sealed


@pytest.mark.parametrize("marking", [Marking.OFFICIAL, Marking.OFFICIAL_SENSITIVE, Marking.ADDRESSEE])
def test_list_mail_internal_never_goes_to_a_public_list(marking: Marking) -> None:
    make_list("news", Audience.PUBLIC, "a@press.example")
    with pytest.raises(Refused, match="cannot go to a list for public"):
        notices.send_to_list(actor=OFFICER, code="news", mail=samples.list_mail(), marking=marking, key="m1", now=NOW)
    assert not Message.objects.exists()


def test_list_mail_is_refused_whole_where_an_outside_address_got_on_an_internal_list() -> None:
    make_list("officials", Audience.OFFICIALS, "a@authority.example")
    row = people.distribution_lists().get(code="officials")
    row.members.create(id="0" * 26, list=row, address="spy@press.example", added_at=NOW, added_by="system:hand")
    with pytest.raises(Refused, match=r"spy@press\.example on the list “Officials” lies outside"):
        notices.send_to_list(actor=OFFICER, code="officials", mail=samples.list_mail(), marking=Marking.OFFICIAL, key="m1", now=NOW)
    assert not Message.objects.exists()
    people.remove_from_list(actor=KEEPER, code="officials", address="spy@press.example", now=NOW)
    message = notices.send_to_list(actor=OFFICER, code="officials", mail=samples.list_mail(), marking=Marking.OFFICIAL, key="m1", now=NOW)
    assert [each.address for each in message.deliveries.all()] == ["a@authority.example"]


@pytest.mark.parametrize(
    ("audience", "marking", "good"),
    [
        ("public", Marking.PUBLIC, True),
        ("public", Marking.OFFICIAL, False),
        ("special-advisers", Marking.OFFICIAL_SENSITIVE, False),
        ("missions", Marking.OFFICIAL_SENSITIVE, True),
    ],
)
def test_database_refuses_list_mail_that_its_audience_may_not_see(audience: str, marking: Marking, good: bool) -> None:
    """The table itself holds the rule, whatever wrote the row."""
    make_list("any", Audience.PUBLIC, "a@press.example")
    sent = notices.send_to_list(actor=OFFICER, code="any", mail=samples.list_mail(), marking=Marking.PUBLIC, key="m1", now=NOW)
    values = {field.attname: getattr(sent, field.attname) for field in Message._meta.concrete_fields}
    row = Message(**values | {"id": "1" * 26, "key": "m2", "audience": audience, "marking": marking.value})
    with nullcontext() if good else pytest.raises(IntegrityError, match="message_marking_audience"), transaction.atomic():
        row.save(force_insert=True)


def test_list_mail_in_plain_words_keeps_its_paragraphs() -> None:
    make_list("news", Audience.PUBLIC, "a@press.example")
    given: dict[str, Any] = {"actor": OFFICER, "code": "news", "marking": Marking.PUBLIC, "key": "k1", "now": NOW}
    sent = notices.write_to_list(title=" Figures are out ", words="One\r\nline.\r\n\r\nTwo.", **given)
    assert (sent.subject, sent.content["paragraphs"], sent.audience) == ("Figures are out", ["One line.", "Two."], "public")
    assert list(notices.list_mail(actor=OFFICER)) == [sent]
    assert not notices.list_mail(actor=EXPORTER).exists()
    for title, words, place in ((" ", "Words", "title"), ("Title", " \n", "words")):
        with pytest.raises(Invalid) as refused:
            notices.write_to_list(title=title, words=words, **given)
        assert refused.value.place == place


def test_list_mail_is_sent_once_per_key_and_another_text_is_a_conflict() -> None:
    make_list("news", Audience.PUBLIC, "a@press.example")
    given: dict[str, Any] = {"actor": OFFICER, "code": "news", "marking": Marking.PUBLIC, "key": "m1", "now": NOW}
    assert notices.send_to_list(mail=samples.list_mail(), **given) == notices.send_to_list(mail=samples.list_mail(), **given)
    assert Delivery.objects.count() == 1
    with pytest.raises(Conflict):
        notices.send_to_list(mail=replace(samples.list_mail(), title="Another"), **given)


def test_list_mail_to_nobody_or_without_permission_is_refused() -> None:
    make_list("news", Audience.PUBLIC)
    with pytest.raises(Invalid, match="Nobody is on the list"):
        notices.send_to_list(actor=OFFICER, code="news", mail=samples.list_mail(), marking=Marking.PUBLIC, key="m1", now=NOW)
    with pytest.raises(NotAllowed):
        notices.send_to_list(actor=EXPORTER, code="news", mail=samples.list_mail(), marking=Marking.PUBLIC, key="m1", now=NOW)
    with pytest.raises(NotFound):
        notices.send_to_list(actor=OFFICER, code="none", mail=samples.list_mail(), marking=Marking.PUBLIC, key="m1", now=NOW)
