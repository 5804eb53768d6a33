"""country-codes.csv → countries: every country that occurs in a table of the course.

Region and numeric code come from the upstream file. The plain short name, the year a state came
into being after 1943 and the name it was shown under to 1991 are ours. Leave the first year out
where the state existed in 1943, also under occupation or another government.
"""

from pathlib import Path

import pandas as pd
from upstream import UpstreamError, read, recode

NAMES = {
    "ABW": "Aruba", "AFG": "Afghanistan", "AGO": "Angola", "ALB": "Albania", "AND": "Andorra",
    "ARE": "United Arab Emirates", "ARG": "Argentina", "ARM": "Armenia", "ASM": "American Samoa",
    "ATF": "French Southern Territories", "ATG": "Antigua and Barbuda", "AUS": "Australia",
    "AUT": "Austria", "AZE": "Azerbaijan", "BDI": "Burundi", "BEL": "Belgium", "BEN": "Benin",
    "BFA": "Burkina Faso", "BGD": "Bangladesh", "BGR": "Bulgaria", "BHR": "Bahrain",
    "BHS": "Bahamas", "BIH": "Bosnia and Herzegovina", "BLR": "Belarus", "BLZ": "Belize",
    "BMU": "Bermuda", "BOL": "Bolivia", "BRA": "Brazil", "BRB": "Barbados", "BRN": "Brunei",
    "BTN": "Bhutan", "BWA": "Botswana", "CAF": "Central African Republic", "CAN": "Canada",
    "CHE": "Switzerland", "CHL": "Chile", "CHN": "China", "CIV": "Côte d'Ivoire", "CMR": "Cameroon",
    "COD": "Congo (Kinshasa)", "COG": "Congo (Brazzaville)", "COL": "Colombia", "COM": "Comoros",
    "CPV": "Cape Verde", "CRI": "Costa Rica", "CUB": "Cuba", "CUW": "Curaçao",
    "CYM": "Cayman Islands", "CYP": "Cyprus", "CZE": "Czechia", "DEU": "Germany", "DJI": "Djibouti",
    "DMA": "Dominica", "DNK": "Denmark", "DOM": "Dominican Republic", "DZA": "Algeria",
    "ECU": "Ecuador", "EGY": "Egypt", "ERI": "Eritrea", "ESH": "Western Sahara", "ESP": "Spain",
    "EST": "Estonia", "ETH": "Ethiopia", "FIN": "Finland", "FJI": "Fiji", "FLK": "Falkland Islands",
    "FRA": "France", "FSM": "Micronesia", "GAB": "Gabon", "GBR": "United Kingdom", "GEO": "Georgia",
    "GGY": "Guernsey", "GHA": "Ghana", "GIB": "Gibraltar", "GIN": "Guinea", "GMB": "Gambia",
    "GNB": "Guinea-Bissau", "GNQ": "Equatorial Guinea", "GRC": "Greece", "GRD": "Grenada",
    "GRL": "Greenland", "GTM": "Guatemala", "GUM": "Guam", "GUY": "Guyana", "HKG": "Hong Kong",
    "HND": "Honduras", "HRV": "Croatia", "HTI": "Haiti", "HUN": "Hungary", "IDN": "Indonesia",
    "IMN": "Isle of Man", "IND": "India", "IOT": "British Indian Ocean Territory", "IRL": "Ireland",
    "IRN": "Iran", "IRQ": "Iraq", "ISL": "Iceland", "ISR": "Israel", "ITA": "Italy",
    "JAM": "Jamaica", "JEY": "Jersey", "JOR": "Jordan", "JPN": "Japan", "KAZ": "Kazakhstan",
    "KEN": "Kenya", "KGZ": "Kyrgyzstan", "KHM": "Cambodia", "KIR": "Kiribati",
    "KNA": "Saint Kitts and Nevis", "KOR": "South Korea", "KWT": "Kuwait", "LAO": "Laos",
    "LBN": "Lebanon", "LBR": "Liberia", "LBY": "Libya", "LCA": "Saint Lucia",
    "LIE": "Liechtenstein", "LKA": "Sri Lanka", "LSO": "Lesotho", "LTU": "Lithuania",
    "LUX": "Luxembourg", "LVA": "Latvia", "MAC": "Macao", "MAR": "Morocco", "MCO": "Monaco",
    "MDA": "Moldova", "MDG": "Madagascar", "MDV": "Maldives", "MEX": "Mexico",
    "MHL": "Marshall Islands", "MKD": "North Macedonia", "MLI": "Mali", "MLT": "Malta",
    "MMR": "Myanmar", "MNE": "Montenegro", "MNG": "Mongolia", "MNP": "Northern Mariana Islands",
    "MOZ": "Mozambique", "MRT": "Mauritania", "MTQ": "Martinique", "MUS": "Mauritius",
    "MWI": "Malawi", "MYS": "Malaysia", "NAM": "Namibia", "NCL": "New Caledonia", "NER": "Niger",
    "NGA": "Nigeria", "NIC": "Nicaragua", "NLD": "Netherlands", "NOR": "Norway", "NPL": "Nepal",
    "NRU": "Nauru", "NZL": "New Zealand", "OMN": "Oman", "PAK": "Pakistan", "PAN": "Panama",
    "PER": "Peru", "PHL": "Philippines", "PLW": "Palau", "PNG": "Papua New Guinea", "POL": "Poland",
    "PRI": "Puerto Rico", "PRK": "North Korea", "PRT": "Portugal", "PRY": "Paraguay",
    "PSE": "Palestine", "QAT": "Qatar", "ROU": "Romania", "RUS": "Russia", "RWA": "Rwanda",
    "SAU": "Saudi Arabia", "SDN": "Sudan", "SEN": "Senegal", "SGP": "Singapore",
    "SHN": "Saint Helena", "SJM": "Svalbard and Jan Mayen", "SLB": "Solomon Islands",
    "SLE": "Sierra Leone", "SLV": "El Salvador", "SMR": "San Marino", "SOM": "Somalia",
    "SRB": "Serbia", "SSD": "South Sudan", "STP": "São Tomé and Príncipe", "SUR": "Suriname",
    "SVK": "Slovakia", "SVN": "Slovenia", "SWE": "Sweden", "SWZ": "Eswatini", "SXM": "Sint Maarten",
    "SYC": "Seychelles", "SYR": "Syria", "TCA": "Turks and Caicos Islands", "TCD": "Chad",
    "TGO": "Togo", "THA": "Thailand", "TJK": "Tajikistan", "TKM": "Turkmenistan",
    "TLS": "Timor-Leste", "TON": "Tonga", "TTO": "Trinidad and Tobago", "TUN": "Tunisia",
    "TUR": "Turkey", "TUV": "Tuvalu", "TWN": "Taiwan", "TZA": "Tanzania", "UGA": "Uganda",
    "UKR": "Ukraine", "UMI": "U.S. Outlying Islands", "URY": "Uruguay", "USA": "United States",
    "UZB": "Uzbekistan", "VAT": "Vatican City", "VCT": "Saint Vincent and the Grenadines",
    "VEN": "Venezuela", "VGB": "British Virgin Islands", "VIR": "U.S. Virgin Islands",
    "VNM": "Vietnam", "VUT": "Vanuatu", "WSM": "Samoa", "YEM": "Yemen", "ZAF": "South Africa",
    "ZMB": "Zambia", "ZWE": "Zimbabwe",
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
