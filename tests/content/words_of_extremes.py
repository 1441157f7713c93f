"""The words of sites at the edge; apart from what needs Django, for programs that look from outside."""

# The keys of the agencies whose sites these are.
LEAST, LONG_WORDS, MANY = "least", "long-words", "many"
NAMES = (LEAST, LONG_WORDS, MANY)

SHORT = ("Permit to build a house", "Licence for a market stall", "Place in a nursery", "Pass for the ferry")

LONG_URL = (
    "https://www.landwirtschaftsministerium.example/verordnungen/rindfleischetikettierungsueberwachung?id=1234567890"
)
LONG_EMAIL = "sachbearbeitung.rindfleischetikettierung@landwirtschaftsministerium-verordnungswesen.example"
LONG = (
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzdurchführungsverordnung",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch/Llanfairpwllgwyngyllgogerychwyrndrobwll",
    "والاستراتيجياتالوطنيةللتحولالرقميفيالقطاعالحكوميوالمؤسساتالعامةالتابعةللوزاراتالاتحادية",
    LONG_URL,
    LONG_EMAIL,
    "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnungsänderungsanträge",
)
