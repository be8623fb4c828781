"""Who buys what for which use: end users and forwarders in the six destinations, and the trades that the cases repeat."""
# ruff: noqa: E501  (one thing a line reads better than five lines a thing)

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class EndUser:
    """``kind`` is a class of end users as scopes know it."""

    key: str
    name: str
    address: str
    country: str
    kind: str


@dataclass(frozen=True, slots=True)
class Consignee:
    name: str
    address: str
    country: str


@dataclass(frozen=True, slots=True)
class Trade:
    """``goods`` are (key, usual quantity); ``tag`` is the end use as scopes know it, ``use`` what the exporter writes."""

    key: str
    goods: tuple[tuple[str, int], ...]
    end_user: str
    tag: str
    use: str


_END_USERS = (
    EndUser("kasdara-interior", "Ministry of Interior of Kasdara", "Citadel Square 1, Kasdar", "QM", "police"),
    EndUser("kasdara-army", "Kasdara Army Logistics Command", "Depot Road, Kasdar", "QM", "armed-forces"),
    EndUser("kasdara-roads", "Kasdara Roads Directorate", "Bridge Street 40, Kasdar", "QM", "other-government"),
    EndUser("mirasol-mod", "Mirasol Ministry of Defence", "Government Hill, Mirasol City", "QN", "armed-forces"),
    EndUser("mirasol-coastguard", "Mirasol Coast Guard", "Breakwater 2, Mirasol City", "QN", "other-security"),
    EndUser("mirasol-police", "Islands Police Service", "Lagoon Avenue 17, Mirasol City", "QN", "police"),
    EndUser("mirasol-harbour", "Harbour and Lights Authority", "Pilot Steps, Mirasol City", "QN", "other-government"),
    EndUser("sable-port", "Free City Port Authority", "Custom House, Port Sable", "QO", "other-government"),
    EndUser("sable-salvage", "Sable Pilotage and Salvage", "Quay 31, Port Sable", "QO", "commercial"),
    EndUser("sable-civil", "Port Sable Civil Defence", "Rampart Street 6, Port Sable", "QO", "other-government"),
    EndUser("tervane-army", "Royal Tervane Army", "Queen's Barracks, Terva", "QP", "armed-forces"),
    EndUser("tervane-border", "Royal Border Guard", "North Gate, Terva", "QP", "other-security"),
    EndUser("tervane-demining", "Tervane Demining Centre", "Old Mill, Lower Vane", "QP", "other-government"),
    EndUser("tervane-aero", "Vane Aero Trading", "Market Hall 12, Terva", "QP", "commercial"),
    EndUser("ilver-dma", "Ilvermoor Defence Materiel Agency", "Moor Park 1, Ilver", "QQ", "armed-forces"),
    EndUser("ilver-police", "National Police Board of Ilvermoor", "Station Square, Ilver", "QQ", "police"),
    EndUser("ilver-aerospace", "Ilver Aerospace Works", "Runway East, Ilver", "QQ", "commercial"),
    EndUser("zephra-gendarmerie", "Zephran Gendarmerie", "Avenue of the Union 80, Zephra", "QR", "police"),
    EndUser("zephra-airforce", "Zephran Air Force", "Air Base Two, Zephra", "QR", "armed-forces"),
    EndUser("zephra-geology", "Geological Survey of Zephra", "Plateau Road 5, Zephra", "QR", "other-government"),
)  # fmt: skip

_CONSIGNEES = (
    Consignee("Kasdar Overland Freight", "Ring Road 3, Kasdar", "QM"),
    Consignee("Lagoon Forwarding", "Free Zone 8, Mirasol City", "QN"),
    Consignee("Sable Bonded Stores", "Quay 2, Port Sable", "QO"),
    Consignee("Terva Transit", "Rail Yard, Terva", "QP"),
    Consignee("Moorland Logistics", "Cargo Village, Ilver", "QQ"),
    Consignee("Plateau Freight", "Airport Road 11, Zephra", "QR"),
)

_TRADES = (
    Trade("sights-mirasol", (("tr640", 40),), "mirasol-mod", "army-equipment", "Sights for the rifles of the two infantry companies of the Mirasol Ministry of Defence."),
    Trade("imagers-mirasol", (("ht35", 24),), "mirasol-coastguard", "maritime-safety", "Search for persons in the water by the crews of the Coast Guard's cutters."),
    Trade("radios-mirasol", (("br90", 36),), "mirasol-mod", "army-equipment", "Replacement of vehicle radios that went out of service."),
    Trade("handhelds-mirasol", (("br12", 180),), "mirasol-police", "police-communications", "Portable radios for patrols on the outer islands."),
    Trade("armour-mirasol", (("hel", 220), ("vest", 220)), "mirasol-police", "close-protection", "Personal protection of the armed response unit."),
    Trade("boats-mirasol", (("rhib", 3), ("prop", 6)), "mirasol-coastguard", "maritime-safety", "Fishery protection and rescue within territorial waters."),
    Trade("sonar-mirasol", (("sonar", 2),), "mirasol-harbour", "hydrography", "Survey of the approach channels after the storm season."),
    Trade("ball-mirasol", (("a762", 240_000),), "mirasol-mod", "training", "Yearly range practice of the infantry companies."),
    Trade("sonar-sable", (("sonar", 1),), "sable-port", "hydrography", "Survey of the dredged basin."),
    Trade("rov-sable", (("rov", 1),), "sable-salvage", "salvage", "Inspection of wrecks and moorings."),
    Trade("links-sable", (("cx4", 12),), "sable-port", "port-communications", "Protection of the links between the port's radar stations."),
    Trade("ins-sable", (("ins", 2),), "sable-salvage", "hydrography", "Attitude reference of two survey vessels."),
    Trade("imagers-sable", (("ht35", 10),), "sable-civil", "search-and-rescue", "Search for persons after flood and fire."),
    Trade("arms-tervane", (("av6s", 120),), "tervane-army", "vehicle-support", "Spares for the AV-6 fleet delivered nine years ago."),
    Trade("engines-tervane", (("av6e", 14),), "tervane-army", "vehicle-support", "Overhaul of engines in the army's own workshop."),
    Trade("radios-tervane", (("br90", 28),), "tervane-army", "army-equipment", "Radios for command vehicles."),
    Trade("helmets-tervane", (("hel", 600),), "tervane-border", "border-security", "Personal protection of border patrols."),
    Trade("suits-tervane", (("eod", 8),), "tervane-demining", "demining", "Manual clearance on the former front line."),
    Trade("night-tervane", (("nv18", 60),), "tervane-border", "border-security", "Observation by night on the eastern border."),
    Trade("trainer-tervane", (("cgt", 1), ("soft", 1)), "tervane-army", "training", "Gunnery training without live firing."),
    Trade("ball-ilvermoor", (("a762", 900_000),), "ilver-dma", "training", "Stock for training of the territorial brigades."),
    Trade("short-ilvermoor", (("a127", 60_000),), "ilver-dma", "training", "Range practice where the danger area is small."),
    Trade("blank-ilvermoor", (("blank", 500_000),), "ilver-dma", "training", "Field exercises."),
    Trade("acc-ilvermoor", (("acc", 80),), "ilver-aerospace", "aircraft-production", "Built into flight control computers of a civil transport aircraft."),
    Trade("ins-ilvermoor", (("ins", 6),), "ilver-aerospace", "aircraft-production", "Navigation of prototypes of a civil transport aircraft."),
    Trade("sights-ilvermoor", (("tr640", 75),), "ilver-dma", "army-equipment", "Sights for reconnaissance platoons."),
    Trade("range-ilvermoor", (("lr8", 30),), "ilver-dma", "army-equipment", "Upgrade of observation instruments."),
    Trade("soft-ilvermoor", (("soft", 3),), "ilver-dma", "training", "New release for trainers already delivered."),
    Trade("ambulance-ilvermoor", (("amb", 4),), "ilver-dma", "medical-evacuation", "Evacuation of the wounded in the medical battalion."),
    Trade("vests-ilvermoor", (("vest", 340),), "ilver-police", "close-protection", "Personal protection of patrol officers."),
    Trade("handhelds-zephra", (("br12", 260),), "zephra-gendarmerie", "internal-security", "Radios for mobile squadrons."),
    Trade("arms-zephra", (("av6s", 64),), "zephra-gendarmerie", "internal-security", "Spares for the AV-6 of mobile squadrons."),
    Trade("helmets-zephra", (("hel", 480),), "zephra-gendarmerie", "close-protection", "Personal protection of patrols."),
    Trade("vests-zephra", (("vest", 150),), "zephra-gendarmerie", "close-protection", "Personal protection of escorts."),
    Trade("imagers-zephra", (("ht35", 12),), "zephra-airforce", "airfield-safety", "Detection of animals and fire on runways."),
    Trade("trainer-zephra", (("soft", 2),), "zephra-airforce", "training", "Ground training of helicopter door crews."),
    Trade("acc-zephra", (("acc", 30),), "zephra-airforce", "aircraft-support", "Repair of attitude units of transport aircraft."),
    Trade("sonar-zephra", (("sonar", 1),), "zephra-geology", "hydrography", "Survey of reservoirs."),
    # Trades of single cases
    Trade("survey-zephra", (("uav", 2),), "zephra-geology", "geological-survey", "Magnetic survey of the northern plateau."),
    Trade("demining-tervane", (("pv4", 3),), "tervane-demining", "demining", "Mechanical clearance on the former front line; the vehicles pass to the Centre's own crews."),
    Trade("shields-mirasol", (("hel", 90), ("shield", 300)), "mirasol-police", "public-order", "Equipment of the public order company."),
    Trade("links-tervane", (("br12", 140), ("cx4", 20)), "tervane-border", "border-security", "Radio and link equipment of border stations."),
    Trade("optics-tervane", (("tr640", 20), ("nv18", 20)), "tervane-border", "border-security", "Observation posts of the border guard."),
    Trade("mast-mirasol", (("br90", 8), ("mast", 4)), "mirasol-mod", "army-equipment", "A relay station on the outer islands."),
    Trade("shields-kasdara", (("shield", 2_000),), "kasdara-interior", "public-order", "Equipment of public order units."),
    Trade("arms-kasdara", (("av6s", 200),), "kasdara-army", "vehicle-support", "Spares for AV-6 in service."),
    Trade("radios-kasdara", (("br90", 60),), "kasdara-army", "army-equipment", "Command radios of two brigades."),
    Trade("ambulance-kasdara", (("amb", 2),), "kasdara-army", "medical-evacuation", "Evacuation of the wounded."),
    Trade("vests-kasdara", (("vest", 180),), "kasdara-interior", "close-protection", "Personal protection of guards of public buildings in Kasdar."),
    Trade("suits-kasdara", (("eod", 6),), "kasdara-army", "demining", "Clearance of unexploded shells by the engineers' school."),
    Trade("handhelds-kasdara", (("br12", 220),), "kasdara-interior", "internal-security", "Portable radios for district posts."),
    Trade("rescue-kasdara", (("br12", 90),), "kasdara-interior", "search-and-rescue", "Portable radios of the fire and rescue service, which the Ministry runs."),
    Trade("relay-kasdara", (("br90", 24),), "kasdara-army", "army-equipment", "Radios for the command vehicles of the garrison of Kasdar."),
    Trade("night-kasdara", (("nv18", 80),), "kasdara-interior", "border-security", "Observation by night at three border posts."),
    Trade("trainer-kasdara", (("soft", 1),), "kasdara-army", "training", "Gunnery school: training without live firing."),
    Trade("encryptors-kasdara", (("cx4", 10),), "kasdara-army", "army-equipment", "Links between depots in the plain."),
    Trade("imagers-kasdara", (("ht35", 8),), "kasdara-roads", "roads", "Inspection of bridges and road surfaces."),
    Trade("filters-kasdara", (("filt", 400),), "kasdara-roads", "roads", "Service of the Directorate's lorries."),
    Trade("night-sable", (("nv18", 40),), "sable-salvage", "salvage", "Night work on the quays."),
    Trade("ins-tervane", (("ins", 4),), "tervane-aero", "aircraft-support", "Stock for repair of light aircraft."),
    Trade("imagers-tervane", (("ht35", 30),), "tervane-aero", "industry", "Inspection of power lines by the firm's customers."),
    Trade("imagers-ilvermoor", (("ht35", 16),), "ilver-aerospace", "aircraft-production", "Non-destructive testing of composite parts."),
    Trade("ball-zephra", (("a762", 400_000),), "zephra-gendarmerie", "internal-security", "Operational stock of mobile squadrons."),
    Trade("mast-ilvermoor", (("mast", 6),), "ilver-dma", "army-equipment", "Antennas of a training area."),
    Trade("masts-mirasol", (("mast", 5),), "mirasol-harbour", "port-communications", "Antennas of harbour radio."),
    Trade("filters-tervane", (("filt", 900),), "tervane-army", "vehicle-support", "Service of commercial lorries."),
    Trade("server-ilvermoor", (("lvc", 2),), "ilver-dma", "training", "Classroom of the gunnery school."),
)  # fmt: skip

END_USERS: Final[Mapping[str, EndUser]] = {item.key: item for item in _END_USERS}
CONSIGNEES: Final[Mapping[str, Consignee]] = {item.country: item for item in _CONSIGNEES}
TRADES: Final[Mapping[str, Trade]] = {item.key: item for item in _TRADES}
