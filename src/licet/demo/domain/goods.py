"""Eight exporters of Valdren and what they make. Companies, types and part numbers are invented."""
# ruff: noqa: E501  (one thing a line reads better than five lines a thing)

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Exporter:
    """``key`` is also its address on the web; ``goods`` says in a few words what it makes."""

    key: str
    name: str
    registration: str
    address: str
    email: str
    goods: str


@dataclass(frozen=True, slots=True)
class Good:
    """``rating`` is the entry under which the authority rates it, "" for goods that are not controlled; price in euro cents."""

    key: str
    exporter: str
    name: str
    description: str
    part: str
    rating: str
    price: int


_EXPORTERS = (
    Exporter("orlan-optics", "Orlan Optics", "VR-20418", "14 Lens Street\nLanmere\nValdren", "export@orlan.example", "thermal and night-vision instruments"),
    Exporter("brenwick", "Brenwick Communications", "VR-11836", "Signal House\n3 Mast Road\nLanmere\nValdren", "licensing@brenwick.example", "tactical radios and link encryptors"),
    Exporter("harrow-vale", "Harrow Vale Vehicles", "VR-07725", "Foundry Way\nHarrow Vale\nValdren", "trade@harrowvale.example", "protected vehicles and their spares"),
    Exporter("aldgrave", "Aldgrave Protection", "VR-31502", "88 Weavers Quay\nAldgrave\nValdren", "orders@aldgrave.example", "helmets, body armour and bomb disposal suits"),
    Exporter("sefton-lyle", "Sefton Lyle Simulation", "VR-42290", "Institute Park 5\nLanmere\nValdren", "contracts@seftonlyle.example", "crew trainers and training software"),
    Exporter("corrin", "Corrin Ordnance", "VR-02214", "Powder Mill Lane\nCorrin\nValdren", "export@corrin.example", "small-arms ammunition"),
    Exporter("tallis", "Tallis Marine Systems", "VR-18867", "Slip 9, North Basin\nTallis\nValdren", "ships@tallis.example", "patrol boats, sonar and inspection vehicles"),
    Exporter("quill", "Quill Avionics", "VR-37141", "Hangar Road 2\nLanmere\nValdren", "compliance@quill.example", "inertial sensors and survey aircraft"),
)  # fmt: skip

_GOODS = (
    Good("tr640", "orlan-optics", "TR-640 thermal weapon sight", "Uncooled 640 × 480 microbolometer, 12 µm pitch, 50 mm f/1.0 lens, ranging reticle; withstands the recoil of 7.62 mm rifles.", "TR640-50", "ML1.d", 685_000),
    Good("ht35", "orlan-optics", "HT-35 hand-held thermal imager", "640 × 512 uncooled focal plane array, 30 frames a second, 35 mm lens, video recording; no mount for weapons.", "HT35-B", "6A003.b.4.b", 420_000),
    Good("lr8", "orlan-optics", "LR-8 laser rangefinder module", "1.54 µm eye-safe laser, 8 km against vehicles, serial interface for fire-control equipment.", "LR8-OEM", "ML5.b", 310_000),
    Good("nv18", "orlan-optics", "NV-18 image-intensifier monocular", "18 mm tube of the third generation, figure of merit 1,900, helmet mount.", "NV18-G", "ML15.c", 390_000),
    Good("br90", "brenwick", "BR-90 vehicle radio", "30–88 MHz, 50 W, frequency hopping at 250 hops a second, embedded voice encryption.", "BR90-V3", "ML11.a", 940_000),
    Good("br12", "brenwick", "BR-12 hand-held radio", "136–174 MHz, 5 W, frequency hopping, over-the-air rekeying.", "BR12-H", "ML11.a", 275_000),
    Good("cx4", "brenwick", "CX-4 link encryptor", "Symmetric encryption, 256-bit keys, 100 Mbit/s on fixed links; keys are made by the user.", "CX4-100", "5A002.a", 790_000),
    Good("mast", "brenwick", "TM-18 telescopic mast", "Aluminium mast of 18 m for antennas, raised by hand winch; in the commercial catalogue.", "TM18", "", 330_000),
    Good("av6s", "harrow-vale", "Suspension arm, AV-6 armoured vehicle", "Forged lower arm with bushes, fits the AV-6 only.", "AV6-4410", "ML6.a", 148_000),
    Good("av6e", "harrow-vale", "Engine overhaul kit, AV-6 armoured vehicle", "Pistons, liners, bearings and gaskets for the 260 kW engine of the AV-6.", "AV6-1002", "ML6.a", 2_150_000),
    Good("pv4", "harrow-vale", "PV-4 protected demining vehicle", "V-shaped hull, seats on energy absorbers, front interrogation arm; no mount for weapons.", "PV4-D", "ML6.a", 41_200_000),
    Good("amb", "harrow-vale", "AV-6A armoured ambulance", "Four stretchers, oxygen, climate control; ballistic protection to level 3; no mount for weapons.", "AV6-A", "ML6.a", 38_600_000),
    Good("filt", "harrow-vale", "Cabin air filter set, HV-40 lorry", "Pleated paper filters for the commercial HV-40 lorry.", "HV40-0731", "", 14_000),
    Good("hel", "aldgrave", "AH-3 ballistic helmet", "Aramid shell, 1.35 kg, stops 9 mm at 430 m/s; rails for accessories.", "AH3", "ML13.c", 39_000),
    Good("vest", "aldgrave", "AV-2 body armour with plates", "Plate carrier with front and back plates that stop 7.62 mm ball.", "AV2-III", "ML13.d", 115_000),
    Good("eod", "aldgrave", "ES-5 bomb disposal suit", "Suit and helmet against blast and fragments, with ventilation and radio.", "ES5", "ML13.d", 1_380_000),
    Good("shield", "aldgrave", "RS-1 riot shield", "Polycarbonate shield, 1.0 × 0.55 m, for police units.", "RS1", "PL5001", 9_500),
    Good("cgt", "sefton-lyle", "Crew gunnery trainer, AV-6", "Turret replica for commander and gunner with visual system and instructor station.", "CGT-6", "ML14", 24_800_000),
    Good("soft", "sefton-lyle", "Gunnery trainer software, release 4", "Ballistic model, terrain editor and scoring for the CGT series, as object code.", "CGT-SW4", "ML21.a", 6_200_000),
    Good("lvc", "sefton-lyle", "Licence server for classroom software", "Off-the-shelf server that counts seats of classroom software.", "LS-2", "", 90_000),
    Good("a762", "corrin", "7.62 × 51 mm ball cartridge", "Full metal jacket, 9.5 g, brass case, in belts of 200.", "C762-B", "ML3.a", 62),
    Good("a127", "corrin", "12.7 × 99 mm training cartridge", "Plastic short-range bullet for ranges with a limited danger area.", "C127-T", "ML3.a", 340),
    Good("blank", "corrin", "5.56 × 45 mm blank cartridge", "Crimped brass blank for exercises.", "C556-X", "ML3.a", 31),
    Good("rhib", "tallis", "PB-11 patrol boat", "Rigid-hulled boat of 11 m, twin water jets, 45 knots, foundations for a 7.62 mm mount.", "PB11", "ML9.a", 33_800_000),
    Good("prop", "tallis", "Water-jet impeller set, PB-11", "Stainless impellers and wear rings for the PB-11.", "PB11-220", "ML9.a", 870_000),
    Good("sonar", "tallis", "SN-200 side-scan sonar", "Towed 455 kHz sonar for seabed survey to 300 m depth, with positioning.", "SN200", "6A001.a", 5_800_000),
    Good("rov", "tallis", "RX-3 inspection vehicle", "Tethered underwater vehicle to 1,200 m with camera and manipulator.", "RX3", "8A001.c", 9_400_000),
    Good("ins", "quill", "QN-7 inertial navigation unit", "Ring-laser gyroscopes, 0.8 nautical miles an hour CEP, for aircraft and survey vessels.", "QN7", "7A003.a", 4_600_000),
    Good("acc", "quill", "QA-2 servo accelerometer", "Bias stability 120 µg over a year, range ± 30 g.", "QA2", "7A001.a", 290_000),
    Good("uav", "quill", "QF-25 survey aircraft", "Unmanned fixed-wing aircraft, 25 kg, 6 hours, flown beyond the operator's sight; magnetometer and camera bay.", "QF25", "9A012.a", 12_800_000),
)  # fmt: skip

EXPORTERS: Final[Mapping[str, Exporter]] = {item.key: item for item in _EXPORTERS}
GOODS: Final[Mapping[str, Good]] = {item.key: item for item in _GOODS}
