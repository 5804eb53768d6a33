"""country-codes.csv → countries: every country that occurs in a table of the course.

Region and numeric code come from the upstream file. The plain short name, the year a state came
into being after 1943 and the name it was shown under to 1991 are ours. Leave the first year out
where the state existed in 1943, also under occupation or another government.
"""

from pathlib import Path

import pandas as pd
from upstream import UpstreamError, read, recode

NAMES = {
    "ALB": "Albania", "ARG": "Argentina", "AUS": "Australia", "AUT": "Austria", "BEL": "Belgium",
    "BGR": "Bulgaria", "BLR": "Belarus", "BRN": "Brunei", "CAN": "Canada", "CHE": "Switzerland",
    "CHL": "Chile", "CHN": "China", "CZE": "Czechia", "DEU": "Germany", "DNK": "Denmark",
    "EGY": "Egypt", "ESP": "Spain", "EST": "Estonia", "FIN": "Finland", "FRA": "France",
    "GBR": "United Kingdom", "GRC": "Greece", "HRV": "Croatia", "HUN": "Hungary", "IND": "India",
    "IRN": "Iran", "ISL": "Iceland", "ISR": "Israel", "ITA": "Italy", "JPN": "Japan",
    "KAZ": "Kazakhstan", "KOR": "South Korea", "LTU": "Lithuania", "LUX": "Luxembourg",
    "LVA": "Latvia", "MEX": "Mexico", "MKD": "North Macedonia", "MLT": "Malta",
    "MNE": "Montenegro", "NLD": "Netherlands", "NOR": "Norway", "NZL": "New Zealand",
    "PAK": "Pakistan", "PER": "Peru", "POL": "Poland", "PRK": "North Korea", "PRT": "Portugal",
    "ROU": "Romania", "RUS": "Russia", "SGP": "Singapore", "SVK": "Slovakia", "SVN": "Slovenia",
    "SWE": "Sweden", "THA": "Thailand", "TUR": "Turkey", "UKR": "Ukraine",
    "USA": "United States", "VNM": "Vietnam", "ZAF": "South Africa",
}  # fmt: skip
# Stand-in on this branch for the codes of lessons 08–13; the full table replaces it.
NAMES |= {
    "ABW": "Aruba", "AFG": "Afghanistan", "AGO": "Angola", "AIA": "Anguilla", "AND": "Andorra",
    "ARE": "United Arab Emirates", "ARM": "Armenia", "ATG": "Antigua & Barbuda",
    "AZE": "Azerbaijan", "BDI": "Burundi", "BEN": "Benin", "BES": "Caribbean Netherlands",
    "BFA": "Burkina Faso", "BGD": "Bangladesh", "BHR": "Bahrain", "BHS": "Bahamas",
    "BIH": "Bosnia", "BLZ": "Belize", "BMU": "Bermuda", "BOL": "Bolivia", "BRA": "Brazil",
    "BRB": "Barbados", "BTN": "Bhutan", "BWA": "Botswana", "CAF": "Central African Republic",
    "CIV": "Côte d’Ivoire", "CMR": "Cameroon", "COD": "Congo - Kinshasa",
    "COG": "Congo - Brazzaville", "COK": "Cook Islands", "COL": "Colombia", "COM": "Comoros",
    "CPV": "Cape Verde", "CRI": "Costa Rica", "CUB": "Cuba", "CUW": "Curaçao",
    "CXR": "Christmas Island", "CYM": "Cayman Islands", "CYP": "Cyprus", "DJI": "Djibouti",
    "DMA": "Dominica", "DOM": "Dominican Republic", "DZA": "Algeria", "ECU": "Ecuador",
    "ERI": "Eritrea", "ETH": "Ethiopia", "FJI": "Fiji", "FRO": "Faroe Islands",
    "FSM": "Micronesia", "GAB": "Gabon", "GEO": "Georgia", "GHA": "Ghana", "GIN": "Guinea",
    "GMB": "Gambia", "GNB": "Guinea-Bissau", "GNQ": "Equatorial Guinea", "GRD": "Grenada",
    "GRL": "Greenland", "GTM": "Guatemala", "GUY": "Guyana", "HKG": "Hong Kong",
    "HND": "Honduras", "HTI": "Haiti", "IDN": "Indonesia", "IRL": "Ireland", "IRQ": "Iraq",
    "JAM": "Jamaica", "JOR": "Jordan", "KEN": "Kenya", "KGZ": "Kyrgyzstan", "KHM": "Cambodia",
    "KIR": "Kiribati", "KNA": "St. Kitts & Nevis", "KWT": "Kuwait", "LAO": "Laos",
    "LBN": "Lebanon", "LBR": "Liberia", "LBY": "Libya", "LCA": "St. Lucia",
    "LIE": "Liechtenstein", "LKA": "Sri Lanka", "LSO": "Lesotho", "MAC": "Macao",
    "MAR": "Morocco", "MCO": "Monaco", "MDA": "Moldova", "MDG": "Madagascar", "MDV": "Maldives",
    "MHL": "Marshall Islands", "MLI": "Mali", "MMR": "Myanmar", "MNG": "Mongolia",
    "MOZ": "Mozambique", "MRT": "Mauritania", "MSR": "Montserrat", "MUS": "Mauritius",
    "MWI": "Malawi", "MYS": "Malaysia", "NAM": "Namibia", "NCL": "New Caledonia",
    "NER": "Niger", "NGA": "Nigeria", "NIC": "Nicaragua", "NIU": "Niue", "NPL": "Nepal",
    "NRU": "Nauru", "OMN": "Oman", "PAN": "Panama", "PHL": "Philippines", "PLW": "Palau",
    "PNG": "Papua New Guinea", "PRY": "Paraguay", "PSE": "Palestine", "PYF": "French Polynesia",
    "QAT": "Qatar", "RWA": "Rwanda", "SAU": "Saudi Arabia", "SDN": "Sudan", "SEN": "Senegal",
    "SHN": "St. Helena", "SLB": "Solomon Islands", "SLE": "Sierra Leone", "SLV": "El Salvador",
    "SMR": "San Marino", "SOM": "Somalia", "SPM": "St. Pierre & Miquelon", "SRB": "Serbia",
    "SSD": "South Sudan", "STP": "São Tomé & Príncipe", "SUR": "Suriname", "SWZ": "Eswatini",
    "SXM": "Sint Maarten", "SYC": "Seychelles", "SYR": "Syria", "TCA": "Turks & Caicos Islands",
    "TCD": "Chad", "TGO": "Togo", "TJK": "Tajikistan", "TKM": "Turkmenistan",
    "TLS": "Timor-Leste", "TON": "Tonga", "TTO": "Trinidad & Tobago", "TUN": "Tunisia",
    "TUV": "Tuvalu", "TWN": "Taiwan", "TZA": "Tanzania", "UGA": "Uganda", "URY": "Uruguay",
    "UZB": "Uzbekistan", "VCT": "St. Vincent & Grenadines", "VEN": "Venezuela",
    "VGB": "British Virgin Islands", "VUT": "Vanuatu", "WLF": "Wallis & Futuna", "WSM": "Samoa",
    "YEM": "Yemen", "ZMB": "Zambia", "ZWE": "Zimbabwe",
}  # fmt: skip

FROM_YEAR = {
    "AUT": 1945, "BLR": 1991, "BRN": 1984, "CZE": 1993, "DEU": 1949, "EST": 1991, "HRV": 1991,
    "IND": 1947, "ISR": 1948, "KAZ": 1991, "KOR": 1948, "LTU": 1991, "LVA": 1991, "MKD": 1991,
    "MLT": 1964, "MNE": 2006, "PAK": 1947, "PRK": 1948, "SGP": 1965, "SVK": 1993, "SVN": 1991,
    "UKR": 1991, "VNM": 1976,
}  # fmt: skip

DISPLAY_TO_1991 = {"DEU": "West Germany", "RUS": "Soviet Union"}

OTHER_SPELLINGS = {
    "Czech Republic": "CZE", "Korea, Republic of": "KOR", "U.S.S.R.": "RUS",
    "West Germany": "DEU",
}  # fmt: skip
CODES = {name: code for code, name in NAMES.items()} | OTHER_SPELLINGS

UPSTREAM = {
    "ISO3166-1-Alpha-3": "country",
    "ISO3166-1-numeric": "numeric",
    "Region Name": "region",
}


def codes_of(names: pd.Series) -> pd.Series:
    """Turn the country names of a source into ISO 3166 alpha-3 codes."""
    return recode(names, CODES, "a country's name")


def build(sources: Path) -> pd.DataFrame:
    """One row per country, sorted by code.

    Columns: country, name, numeric, region, from_year, to_year, display_to_1991.
    """
    upstream = read(sources / "basemaps_iso" / "country-codes.csv", UPSTREAM)
    table = upstream.rename(columns=UPSTREAM).set_index("country")
    absent = sorted(set(NAMES) - set(table.index))
    if absent:
        raise UpstreamError(f"Expected country-codes.csv to list {', '.join(absent)}.")
    table = table.loc[sorted(NAMES)].reset_index()
    return pd.DataFrame(
        {
            "country": table["country"],
            "name": table["country"].map(NAMES),
            "numeric": table["numeric"].str.zfill(3),
            "region": table["region"],
            "from_year": table["country"].map(FROM_YEAR).astype("Int64"),
            "to_year": pd.array([pd.NA] * len(table), dtype="Int64"),
            "display_to_1991": table["country"].map(DISPLAY_TO_1991),
        }
    )
