"""country-codes.csv → countries: every country that a table of the course may name.

Region, numeric code and membership come from the upstream file. The plain short name, the years
in which a state existed and the name it was shown under to 1991 are ours. Leave the first year
out where the state existed in 1943, also under occupation or another government. The last lines
of the table are codes that the upstream file lacks: former states, and Kosovo.
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
from upstream import UpstreamError, read, recode

NAMES = {
    "ABW": "Aruba", "AFG": "Afghanistan", "AGO": "Angola", "AIA": "Anguilla",
    "ALA": "Åland Islands", "ALB": "Albania", "AND": "Andorra", "ARE": "United Arab Emirates",
    "ARG": "Argentina", "ARM": "Armenia", "ASM": "American Samoa",
    "ATF": "French Southern Territories", "ATG": "Antigua and Barbuda", "AUS": "Australia",
    "AUT": "Austria", "AZE": "Azerbaijan", "BDI": "Burundi", "BEL": "Belgium", "BEN": "Benin",
    "BES": "Caribbean Netherlands", "BFA": "Burkina Faso", "BGD": "Bangladesh", "BGR": "Bulgaria",
    "BHR": "Bahrain", "BHS": "Bahamas", "BIH": "Bosnia and Herzegovina", "BLM": "Saint Barthélemy",
    "BLR": "Belarus", "BLZ": "Belize", "BMU": "Bermuda", "BOL": "Bolivia", "BRA": "Brazil",
    "BRB": "Barbados", "BRN": "Brunei", "BTN": "Bhutan", "BVT": "Bouvet Island", "BWA": "Botswana",
    "CAF": "Central African Republic", "CAN": "Canada", "CCK": "Cocos Islands",
    "CHE": "Switzerland", "CHL": "Chile", "CHN": "China", "CIV": "Côte d'Ivoire",
    "CMR": "Cameroon", "COD": "Congo (Kinshasa)", "COG": "Congo (Brazzaville)",
    "COK": "Cook Islands", "COL": "Colombia", "COM": "Comoros", "CPV": "Cape Verde",
    "CRI": "Costa Rica", "CUB": "Cuba", "CUW": "Curaçao", "CXR": "Christmas Island",
    "CYM": "Cayman Islands", "CYP": "Cyprus", "CZE": "Czechia", "DEU": "Germany",
    "DJI": "Djibouti", "DMA": "Dominica", "DNK": "Denmark", "DOM": "Dominican Republic",
    "DZA": "Algeria", "ECU": "Ecuador", "EGY": "Egypt", "ERI": "Eritrea", "ESH": "Western Sahara",
    "ESP": "Spain", "EST": "Estonia", "ETH": "Ethiopia", "FIN": "Finland", "FJI": "Fiji",
    "FLK": "Falkland Islands", "FRA": "France", "FRO": "Faroe Islands", "FSM": "Micronesia",
    "GAB": "Gabon", "GBR": "United Kingdom", "GEO": "Georgia", "GGY": "Guernsey", "GHA": "Ghana",
    "GIB": "Gibraltar", "GIN": "Guinea", "GLP": "Guadeloupe", "GMB": "Gambia",
    "GNB": "Guinea-Bissau", "GNQ": "Equatorial Guinea", "GRC": "Greece", "GRD": "Grenada",
    "GRL": "Greenland", "GTM": "Guatemala", "GUF": "French Guiana", "GUM": "Guam", "GUY": "Guyana",
    "HKG": "Hong Kong", "HMD": "Heard and McDonald Islands", "HND": "Honduras", "HRV": "Croatia",
    "HTI": "Haiti", "HUN": "Hungary", "IDN": "Indonesia", "IMN": "Isle of Man", "IND": "India",
    "IOT": "British Indian Ocean Territory", "IRL": "Ireland", "IRN": "Iran", "IRQ": "Iraq",
    "ISL": "Iceland", "ISR": "Israel", "ITA": "Italy", "JAM": "Jamaica", "JEY": "Jersey",
    "JOR": "Jordan", "JPN": "Japan", "KAZ": "Kazakhstan", "KEN": "Kenya", "KGZ": "Kyrgyzstan",
    "KHM": "Cambodia", "KIR": "Kiribati", "KNA": "Saint Kitts and Nevis", "KOR": "South Korea",
    "KWT": "Kuwait", "LAO": "Laos", "LBN": "Lebanon", "LBR": "Liberia", "LBY": "Libya",
    "LCA": "Saint Lucia", "LIE": "Liechtenstein", "LKA": "Sri Lanka", "LSO": "Lesotho",
    "LTU": "Lithuania", "LUX": "Luxembourg", "LVA": "Latvia", "MAC": "Macao",
    "MAF": "Saint Martin", "MAR": "Morocco", "MCO": "Monaco", "MDA": "Moldova",
    "MDG": "Madagascar", "MDV": "Maldives", "MEX": "Mexico", "MHL": "Marshall Islands",
    "MKD": "North Macedonia", "MLI": "Mali", "MLT": "Malta", "MMR": "Myanmar", "MNE": "Montenegro",
    "MNG": "Mongolia", "MNP": "Northern Mariana Islands", "MOZ": "Mozambique", "MRT": "Mauritania",
    "MSR": "Montserrat", "MTQ": "Martinique", "MUS": "Mauritius", "MWI": "Malawi",
    "MYS": "Malaysia", "MYT": "Mayotte", "NAM": "Namibia", "NCL": "New Caledonia", "NER": "Niger",
    "NFK": "Norfolk Island", "NGA": "Nigeria", "NIC": "Nicaragua", "NIU": "Niue",
    "NLD": "Netherlands", "NOR": "Norway", "NPL": "Nepal", "NRU": "Nauru", "NZL": "New Zealand",
    "OMN": "Oman", "PAK": "Pakistan", "PAN": "Panama", "PCN": "Pitcairn", "PER": "Peru",
    "PHL": "Philippines", "PLW": "Palau", "PNG": "Papua New Guinea", "POL": "Poland",
    "PRI": "Puerto Rico", "PRK": "North Korea", "PRT": "Portugal", "PRY": "Paraguay",
    "PSE": "Palestine", "PYF": "French Polynesia", "QAT": "Qatar", "REU": "Réunion",
    "ROU": "Romania", "RUS": "Russia", "RWA": "Rwanda", "SAU": "Saudi Arabia", "SDN": "Sudan",
    "SEN": "Senegal", "SGP": "Singapore", "SGS": "South Georgia and South Sandwich Islands",
    "SHN": "Saint Helena", "SJM": "Svalbard and Jan Mayen", "SLB": "Solomon Islands",
    "SLE": "Sierra Leone", "SLV": "El Salvador", "SMR": "San Marino", "SOM": "Somalia",
    "SPM": "Saint Pierre and Miquelon", "SRB": "Serbia", "SSD": "South Sudan",
    "STP": "São Tomé and Príncipe", "SUR": "Suriname", "SVK": "Slovakia", "SVN": "Slovenia",
    "SWE": "Sweden", "SWZ": "Eswatini", "SXM": "Sint Maarten", "SYC": "Seychelles", "SYR": "Syria",
    "TCA": "Turks and Caicos Islands", "TCD": "Chad", "TGO": "Togo", "THA": "Thailand",
    "TJK": "Tajikistan", "TKL": "Tokelau", "TKM": "Turkmenistan", "TLS": "Timor-Leste",
    "TON": "Tonga", "TTO": "Trinidad and Tobago", "TUN": "Tunisia", "TUR": "Turkey",
    "TUV": "Tuvalu", "TWN": "Taiwan", "TZA": "Tanzania", "UGA": "Uganda", "UKR": "Ukraine",
    "UMI": "US Outlying Islands", "URY": "Uruguay", "USA": "United States", "UZB": "Uzbekistan",
    "VAT": "Vatican City", "VCT": "Saint Vincent and the Grenadines", "VEN": "Venezuela",
    "VGB": "British Virgin Islands", "VIR": "US Virgin Islands", "VNM": "Vietnam",
    "VUT": "Vanuatu", "WLF": "Wallis and Futuna", "WSM": "Samoa", "YEM": "Yemen",
    "ZAF": "South Africa", "ZMB": "Zambia", "ZWE": "Zimbabwe",
}  # fmt: skip


class Unlisted(NamedTuple):
    """A code that the list of today's countries does not have."""

    name: str
    region: str
    status: str


UNLISTED = {
    "ANT": Unlisted("Netherlands Antilles", "Americas", "former"),
    "CSK": Unlisted("Czechoslovakia", "Europe", "former"),
    "DDR": Unlisted("East Germany", "Europe", "former"),
    "EAZ": Unlisted("Zanzibar", "Africa", "former"),
    "SCG": Unlisted("Serbia and Montenegro", "Europe", "former"),
    "XKX": Unlisted("Kosovo", "Europe", "other"),
    "YMD": Unlisted("South Yemen", "Asia", "former"),
    "YUG": Unlisted("Yugoslavia", "Europe", "former"),
}

# Independence, or the union or division from which a state came; see the caveats for the choices.
FROM_YEAR = {
    "AGO": 1975, "ARE": 1971, "ARM": 1991, "ATG": 1981, "AUT": 1945, "AZE": 1991, "BDI": 1962,
    "BEN": 1960, "BFA": 1960, "BGD": 1971, "BHR": 1971, "BHS": 1973, "BIH": 1992, "BLR": 1991,
    "BLZ": 1981, "BRB": 1966, "BRN": 1984, "BWA": 1966, "CAF": 1960, "CIV": 1960, "CMR": 1960,
    "COD": 1960, "COG": 1960, "COM": 1975, "CPV": 1975, "CYP": 1960, "CZE": 1993, "DDR": 1949,
    "DEU": 1949, "DJI": 1977, "DMA": 1978, "DZA": 1962, "EAZ": 1963, "ERI": 1993, "EST": 1991,
    "FJI": 1970, "FSM": 1986, "GAB": 1960, "GEO": 1991, "GHA": 1957, "GIN": 1958, "GMB": 1965,
    "GNB": 1974, "GNQ": 1968, "GRD": 1974, "GUY": 1966, "HRV": 1991, "IDN": 1949, "IND": 1947,
    "ISR": 1948, "JAM": 1962, "JOR": 1946, "KAZ": 1991, "KEN": 1963, "KGZ": 1991, "KHM": 1953,
    "KIR": 1979, "KNA": 1983, "KOR": 1948, "KWT": 1961, "LAO": 1953, "LBY": 1951, "LCA": 1979,
    "LKA": 1948, "LSO": 1966, "LTU": 1991, "LVA": 1991, "MAR": 1956, "MDA": 1991, "MDG": 1960,
    "MDV": 1965, "MHL": 1986, "MKD": 1991, "MLI": 1960, "MLT": 1964, "MMR": 1948, "MNE": 2006,
    "MOZ": 1975, "MRT": 1960, "MUS": 1968, "MWI": 1964, "MYS": 1957, "NAM": 1990, "NER": 1960,
    "NGA": 1960, "NRU": 1968, "PAK": 1947, "PHL": 1946, "PLW": 1994, "PNG": 1975, "PRK": 1948,
    "QAT": 1971, "RWA": 1962, "SCG": 2003, "SDN": 1956, "SEN": 1960, "SGP": 1965, "SLB": 1978,
    "SLE": 1961, "SOM": 1960, "SRB": 2006, "SSD": 2011, "STP": 1975, "SUR": 1975, "SVK": 1993,
    "SVN": 1991, "SWZ": 1968, "SYC": 1976, "SYR": 1946, "TCD": 1960, "TGO": 1960, "TJK": 1991,
    "TKM": 1991, "TLS": 2002, "TON": 1970, "TTO": 1962, "TUN": 1956, "TUV": 1978, "TZA": 1961,
    "UGA": 1962, "UKR": 1991, "UZB": 1991, "VCT": 1979, "VNM": 1976, "VUT": 1980, "WSM": 1962,
    "XKX": 2008, "YMD": 1967, "ZMB": 1964, "ZWE": 1980,
}  # fmt: skip
TO_YEAR = {
    "ANT": 2010, "CSK": 1992, "DDR": 1990, "EAZ": 1964, "SCG": 2006, "YMD": 1990, "YUG": 2003,
}  # fmt: skip

DISPLAY_TO_1991 = {"DEU": "West Germany", "RUS": "Soviet Union", "YEM": "North Yemen"}

# Independent in the upstream file, and yet not a member of the United Nations.
NOT_MEMBERS = {"TWN", "VAT"}

OTHER_SPELLINGS = {
    "Brunei Darussalam": "BRN", "Byelorussia": "BLR", "Czech Republic": "CZE",
    "Germany, Federal Republic of": "DEU", "Korea, Republic of": "KOR", "U.S.S.R.": "RUS",
    "West Germany": "DEU",
}  # fmt: skip
CODES = (
    {name: code for code, name in NAMES.items()}
    | {place.name: code for code, place in UNLISTED.items()}
    | OTHER_SPELLINGS
)

UPSTREAM = {
    "ISO3166-1-Alpha-3": "country",
    "ISO3166-1-Alpha-2": "alpha_2",
    "ISO3166-1-numeric": "numeric",
    "Region Name": "region",
    "is_independent": "independent",
}


def codes_of(names: pd.Series) -> pd.Series:
    """Turn the country names of a source into ISO 3166 alpha-3 codes."""
    return recode(names, CODES, "a country's name")


def listed(sources: Path) -> pd.DataFrame:
    """Return the countries of the upstream file, by their code, that have a region."""
    upstream = read(sources / "basemaps_iso" / "country-codes.csv", UPSTREAM)
    table = upstream.rename(columns=UPSTREAM).dropna(subset="region").set_index("country")
    absent = sorted(set(NAMES) - set(table.index))
    if absent:
        raise UpstreamError(f"Expected country-codes.csv to list {', '.join(absent)}.")
    return table.loc[sorted(NAMES)]


def build(sources: Path) -> pd.DataFrame:
    """One row per country, sorted by code.

    Columns: country, name, numeric, region, status, from_year, to_year, display_to_1991.
    """
    table = listed(sources)
    member = (table["independent"] == "Yes") & ~table.index.isin(NOT_MEMBERS)
    table = table.assign(
        name=table.index.map(NAMES),
        numeric=table["numeric"].str.zfill(3),
        status=member.map({True: "un_member", False: "other"}),
    )
    unlisted = pd.DataFrame.from_dict(UNLISTED, orient="index", columns=Unlisted._fields)
    table = pd.concat([table, unlisted]).sort_index().rename_axis("country").reset_index()
    return pd.DataFrame(
        {
            "country": table["country"],
            "name": table["name"],
            "numeric": table["numeric"],
            "region": table["region"],
            "status": table["status"],
            "from_year": table["country"].map(FROM_YEAR).astype("Int64"),
            "to_year": table["country"].map(TO_YEAR).astype("Int64"),
            "display_to_1991": table["country"].map(DISPLAY_TO_1991),
        }
    )
