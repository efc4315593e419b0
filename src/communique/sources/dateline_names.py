"""Names that datelines are made of: agencies, cities, states and provinces, months, weekdays, and what is no place.

In come words of an opening; out goes whether they are a known name. The lists were written by hand for this package
and are meant to be evidence, not a gazetteer: a place that is missing here is still found when the dateline has a date,
an agency or a country. Names are compared without case, accents and punctuation.
"""

import re
import unicodedata

_MARKS = re.compile(r"[^\w&]+|_")


def folded(name: str) -> str:
    """The name in lower case without accents and punctuation, words parted by one space: `XI’AN` to `xi an`."""
    plain = unicodedata.normalize("NFKD", name)
    return _MARKS.sub(" ", "".join(c for c in plain if not unicodedata.combining(c)).casefold()).strip()


def _names(lines: str) -> frozenset[str]:
    return frozenset(folded(name) for name in re.split(r"[;\n]", lines) if name.strip())


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as one string."""
    return frozenset(text.split())


def _numbered(lines: str) -> dict[str, int]:
    return {word: n for n, line in enumerate(lines.strip().splitlines(), 1) for word in line.split()}


# English in all common spellings; Spanish, Portuguese, French, Italian and German for wires in those languages.
MONTHS = _numbered("""
january jan enero ene janeiro janvier janv gennaio gen januar jän jänner
february feb febr febrero fevereiro fev février févr febbraio februar
march mar marzo março mars märz mrz
april apr abril abr avril avr aprile
may mayo maio mai maggio mag
june jun junio junho juin giugno giu juni
july jul julio julho juillet juil luglio lug juli
august aug agosto ago août
september sept sep septiembre setembro set septembre settembre
october oct octubre outubro out octobre ottobre ott oktober okt
november nov noviembre novembro novembre
december dec diciembre dic dezembro dez décembre déc dicembre dezember
""")

# Monday is 0, as in `datetime`.
WEEKDAYS = {
    word: n - 1
    for word, n in _numbered("""
monday mon
tuesday tues tue
wednesday weds wed
thursday thurs thur thu
friday fri
saturday sat
sunday sun
""").items()
}

AGENCIES = _names("""
AP; Associated Press; The Associated Press; AFP; Agence France-Presse; Reuters; Thomson Reuters; UPI; dpa; EFE; ANSA
Adnkronos; AGI; Xinhua; Xinhua News Agency; CNS; China News Service; CGTN; Global Times; TASS; ITAR-TASS; Interfax
Interfax-Ukraine; RIA Novosti; RIA; Sputnik; Ukrinform; UNIAN; BelTA; Kazinform; AKIpress; Kabar; 24.kg; UzA
Turkmenportal; Khovar; Avesta; Asia-Plus; Trend; AzerTag; AZERTAC; APA; Turan; Report; Armenpress; ARKA
PanARMENIAN.Net; Interpressnews; Moldpres; IPN; Agerpres; Mediafax; BTA; Tanjug; Beta; FoNet; Hina; STA; SRNA; FENA
ONASA; MIA; Makfax; ATA; CTK; ČTK; TASR; SITA; PAP; MTI; ELTA; BNS; LETA; ETA; APA Wien; Keystone-SDA; SDA; Belga; ANP
Ritzau; NTB; TT; STT; Lusa; Europa Press; ANA; ANA-MPA; AMNA; CNA; Cyprus News Agency; AA; Anadolu; Anadolu Agency
DHA; IHA; IRNA; ISNA; MNA; Mehr; Mehr News Agency; Tasnim; Fars; FNA; Press TV; SANA; NNA; National News Agency; Petra
WAFA; Ma'an; PNN; INA; NINA; Shafaq News; Rudaw; KUNA; QNA; BNA; WAM; SPA; ONA; Saba; Sabanet; MENA; APS; MAP; TAP
LANA; SUNA; AMI; PANA; APO; IPS; IRIN; NAN; GNA; GNB; ENA; SONNA; KBC; RNA; AIM; ANGOP; SAPA; NAMPA; BuaNews; SAnews
ZIANA; Inter Press Service; Afrol News; allAfrica; Pajhwok; Pajhwok Afghan News; TOLOnews; Khaama Press; Bakhtar; APP
PPI; INP; Online; NNI; PTI; UNI; ANI; IANS; KNS; GNS; KNO; BSS; UNB; bdnews24.com; RSS; THT; MNA Myanmar; Bernama
ANTARA; VNA; AKP; LPB; KPL; PNA; TNA; MCOT; Yonhap; KCNA; Newsis; Kyodo; Kyodo News; Jiji; Jiji Press; CNA Taiwan
Focus Taiwan; MONTSAME; AAP; NZPA; RNZ; PACNEWS; Pacnews; CP; The Canadian Press; Canadian Press; CNW; Notimex
Prensa Latina; PL; ACN; Telam; Télam; Agencia Brasil; Agência Brasil; Andina; ABI; AVN; Ansalatina; MercoPress; CMC
JIS; GIS; BGNES; Novinite; BBC; CNN; VOA; RFE/RL; RFA; DW; RFI; NHK; ABC; CBS; NBC; Fox News; Al Jazeera; Bloomberg
Bloomberg News; Dow Jones; MarketWatch; ITN; PA; Press Association; PA Media; NYT; Tribune News Service; MCT
McClatchy; Cox; Scripps; States News Service; UN News; UNHCR; OCHA; PRNewswire; PR Newswire; Business Wire
BusinessWire; GlobeNewswire; Globe Newswire; Marketwire; Marketwired; ACCESSWIRE; Newswire; Worldstream; RNS; CNS News
Asharq Al-Awsat; Asianet; Zenit; CNA/EWTN News; EWTN News; Fides; AsiaNews; UCA News; JTA; JNS; TPS; ITIM; DVB
Mizzima; Thomson Reuters Foundation; AhlulBayt News Agency; ABNA; Anadolu Ajansı; Staff; Agencies; News Agencies; Wire
Wire Services; Staff Report
""")

# Agencies whose names are also common words: they count only in brackets.
COMMON_AGENCY_WORDS = _names("""
Report; Online; Staff; Wire; Agencies; Focus Taiwan; Beta; Map; Tap; Pa; Pl; Aim; Uni; Eta; Ana; Sta; Mia; Focus; Fars
Trend
""")

# Seats of government and cities that foreign news is datelined from.
CITIES = _names("""
Abidjan; Abu Dhabi; Abuja; Accra; Addis Ababa; Aden; Adelaide; Agra; Ahmedabad; Albany; Aleppo; Alexandria; Algiers
Almaty; Amman; Amritsar; Amsterdam; Ankara; Antalya; Antananarivo; Antwerp; Apia; Aqaba; Ashgabat; Asmara; Astana
Nur-Sultan; Asunción; Asuncion; Athens; Atlanta; Auckland; Austin; Baghdad; Baku; Bali; Baltimore; Bamako
Bandar Seri Begawan; Bangalore; Bengaluru; Bangkok; Bangui; Banjul; Barcelona; Basra; Basel; Basseterre; Beijing
Peking; Beirut; Belfast; Belgrade; Belize City; Belmopan; Benghazi; Berlin; Bern; Berne; Bhopal; Bhubaneswar
Birmingham; Bishkek; Bissau; Bloemfontein; Bogotá; Bogota; Bologna; Bonn; Boston; Brasilia; Brasília; Bratislava
Brazzaville; Bridgetown; Brisbane; Brussels; Bucharest; Budapest; Buenos Aires; Bujumbura; Bulawayo; Cairo; Calcutta
Calgary; Canberra; Cape Town; Caracas; Cardiff; Casablanca; Castries; Chandigarh; Charleston; Chengdu; Chennai
Chicago; Chisinau; Chişinău; Chongqing; Christchurch; Cincinnati; Cleveland; Colombo; Columbus; Conakry; Copenhagen
Cotonou; Dakar; Dalian; Dallas; Damascus; Da Nang; Dar es Salaam; Darwin; Davao; Davos; Dehradun; Denver; Detroit
Dhaka; Dili; Djibouti; Dodoma; Doha; Donetsk; Douala; Dresden; Dubai; Dublin; Dubrovnik; Durban; Dushanbe; Düsseldorf
Edinburgh; Edmonton; Erbil; Irbil; Florence; Frankfurt; Freetown; Fukuoka; Funafuti; Gaborone; Gandhinagar; Gaza
Gaza City; Gangtok; Geneva; Georgetown; Gibraltar; Glasgow; Goma; Gothenburg; Guadalajara; Guangzhou; Guatemala City
Gujranwala; Guwahati; Gwangju; Gyeongju; Hague; The Hague; Haifa; Haikou; Halifax; Hamburg; Hamilton; Hangzhou; Hanoi
Ha Noi; Hanover; Harare; Harbin; Hargeisa; Hartford; Havana; Hebron; Hefei; Helsinki; Herat; Hiroshima
Ho Chi Minh City; Hobart; Hohhot; Hong Kong; Honiara; Honolulu; Houston; Hyderabad; Idlib; Imphal; Incheon
Indianapolis; Indore; Irkutsk; Isfahan; Islamabad; Istanbul; Izmir; Jaipur; Jakarta; Jammu; Jeddah; Jenin; Jerusalem
Occupied Jerusalem; Jinan; Johannesburg; Juba; Kabul; Kampala; Kananaskis; Kandahar; Kano; Kansas City; Karachi
Karbala; Kathmandu; Kaunas; Kazan; Khartoum; Kharkiv; Kharkov; Kherson; Kigali; Kingston; Kingstown; Kinshasa; Kirkuk
Kochi; Kohima; Kolkata; Kota Kinabalu; Kraków; Krakow; Kuala Lumpur; Kuching; Kunming; Kuwait; Kuwait City; Kyiv; Kiev
Kyoto; La Paz; Lagos; Lahore; Lansing; Lanzhou; Larnaca; Las Vegas; Lausanne; Leh; Leipzig; Lhasa; Libreville
Lilongwe; Lima; Lisbon; Liverpool; Ljubljana; Lomé; Lome; London; Los Angeles; Los Cabos; Luanda; Lucknow; Lusaka
Luxembourg; Luxor; Lviv; Lyon; Macau; Macao; Madrid; Majuro; Makkah; Mecca; Medina; Malabo; Male; Malé; Managua
Manama; Manchester; Mandalay; Manila; Maputo; Mariupol; Marrakech; Marrakesh; Marseille; Mashhad; Maseru; Mbabane
Melbourne; Memphis; Mexico City; Miami; Milan; Milwaukee; Minneapolis; Minsk; Mogadishu; Mombasa; Monaco; Monrovia
Monterrey; Montevideo; Montpelier; Montreal; Montréal; Moroni; Moscow; Mosul; Multan; Mumbai; Bombay; Munich; Muscat
Muzaffarabad; Nablus; Nagasaki; Nagoya; Nagpur; Nairobi; Najaf; Nanchang; Nanjing; Nanning; Naples; Nashville; Nassau
Nay Pyi Taw; Naypyidaw; Naypyitaw; N'Djamena; New Delhi; Delhi; New Orleans; New York; New York City; Niamey; Nice
Nicosia; Lefkosa; Ningbo; Nouakchott; Noumea; Nuku'alofa; Nuuk; Odesa; Odessa; Okinawa; Oklahoma City; Oran; Orlando
Osaka; Oslo; Ottawa; Ouagadougou; Palikir; Panaji; Panama City; Panjim; Paramaribo; Paris; Patna; Perth; Peshawar
Philadelphia; Phnom Penh; Phoenix; Pittsburgh; Podgorica; Port-au-Prince; Port Louis; Port Moresby; Port of Spain
Port Stanley; Port Sudan; Port Vila; Porto-Novo; Porto; Portland; Prague; Praia; Pretoria; Tshwane; Pristina
Prishtina; Pune; Punta Arenas; Putrajaya; Pyongyang; Qamishli; Qingdao; Quebec City; Quetta; Quezon City; Quito; Rabat
Rafah; Raipur; Raleigh; Ramallah; Ranchi; Rangoon; Yangon; Rawalpindi; Recife; Reykjavik; Richmond; Riga
Rio de Janeiro; Riyadh; Rome; Roseau; Rostov-on-Don; Sacramento; San'a; Sanaa; Sana'a; San Antonio; San Diego
San Francisco; San José; San Jose; San Juan; San Marino; San Salvador; Santiago; Santo Domingo; Santa Fe; São Paulo
Sao Paulo; São Tomé; Sapporo; Sarajevo; Seattle; Sejong; Sendai; Seoul; Sevastopol; Sharjah; Sharm el-Sheikh
Sharm El Sheikh; Shanghai; Shenyang; Shenzhen; Shillong; Shimla; Shiraz; Simferopol; Singapore; Sirte; Skopje; Sochi
Sofia; Srinagar; St. John's; St. George's; St. Louis; St. Paul; St. Petersburg; Saint Petersburg; Stanley; Stepanakert
Stockholm; Strasbourg; Stuttgart; Sucre; Surabaya; Suva; Suzhou; Sydney; Sylhet; Tabriz; Taipei; Tallinn; Tampa
Tangier; Tarawa; Tashkent; Samarkand; Shah Alam; Petaling Jaya; Johor Bahru; George Town; Salalah; Nizwa; Dammam
Faisalabad; Sialkot; Tbilisi; Tegucigalpa; Tehran; Teheran; Tel Aviv; Thessaloniki; Thimphu; Thiruvananthapuram
Tianjin; Tijuana; Tirana; Tiraspol; Tokyo; Toronto; Trenton; Tripoli; Tskhinvali; Tunis; Turin; Udhampur; Ufa
Ulaanbaatar; Ulan Bator; United Nations; Urumqi; Vaduz; Valletta; Valparaíso; Vancouver; Varanasi; Vatican City
Vatican; Venice; Victoria; Vienna; Vientiane; Vijayawada; Vilnius; Vladivostok; Warsaw; Washington; Washington DC
Wellington; West Bank; Gaza Strip; Windhoek; Winnipeg; Wuhan; Xiamen; Xi'an; Yamoussoukro; Yaoundé; Yaounde
Yekaterinburg; Yerevan; Yinchuan; Zagreb; Zanzibar; Zaporizhzhia; Zhengzhou; Zurich; Zürich; Canakkale; Diyarbakir
Gaziantep; Hatay; Camp David; Guantanamo Bay; Panmunjom; Kaesong; Bethlehem; Jericho; Sderot; Nazareth; Tyre; Sidon
Latakia; Homs; Hama; Deir ez-Zor; Raqqa; Tikrit; Ramadi; Fallujah; Sulaymaniyah; Misrata; Tobruk; El Fasher; Kassala
Bunia; Lubumbashi; Timbuktu; Gao; Maiduguri; Kaduna; Port Harcourt; Kumasi; Arusha; Entebbe; Kisumu; Lalitpur; Pokhara
Kandy; Jaffna; Cox's Bazar; Chittagong; Chattogram
""")

# Where a city lies: states, provinces and the like, as datelines write them after a comma or in brackets.
REGIONS = _names("""
Afghanistan; Albania; Algeria; Andorra; Angola; Antigua and Barbuda; Argentina; Armenia; Australia; Austria
Azerbaijan; Bahamas; Bahrain; Bangladesh; Barbados; Belarus; Belgium; Belize; Benin; Bermuda; Bhutan; Bolivia; Bosnia
Bosnia and Herzegovina; Bosnia-Herzegovina; Botswana; Brazil; Brunei; Bulgaria; Burkina Faso; Burma; Burundi; Cambodia
Cameroon; Canada; Cape Verde; Cayman Islands; Central African Republic; Chad; Chile; China; Colombia; Comoros; Congo
DRC; Costa Rica; Croatia; Cuba; Cyprus; Czech Republic; Czechia; Denmark; Dominica; Dominican Republic; East Timor
Timor-Leste; Ecuador; Egypt; El Salvador; England; Equatorial Guinea; Eritrea; Estonia; Eswatini; Swaziland; Ethiopia
Fiji; Finland; France; Gabon; Gambia; Georgia; Germany; Ghana; Greece; Greenland; Grenada; Guatemala; Guinea
Guinea-Bissau; Guyana; Haiti; Honduras; Hungary; Iceland; India; Indonesia; Iran; Iraq; Ireland; Northern Ireland
Israel; Italy; Ivory Coast; Côte d'Ivoire; Jamaica; Japan; Jordan; Kazakhstan; Kenya; Kiribati; Kosovo; Kuwait
Kyrgyzstan; Laos; Latvia; Lebanon; Lesotho; Liberia; Libya; Liechtenstein; Lithuania; Luxembourg; Macedonia
North Macedonia; Madagascar; Malawi; Malaysia; Maldives; Mali; Malta; Marshall Islands; Mauritania; Mauritius; Mexico
Micronesia; Moldova; Monaco; Mongolia; Montenegro; Morocco; Mozambique; Myanmar; Namibia; Nauru; Nepal; Netherlands
The Netherlands; New Zealand; Nicaragua; Niger; Nigeria; North Korea; DPRK; South Korea; Korea; Norway; Oman; Pakistan
Palau; Palestine; Palestinian Territories; Panama; Papua New Guinea; Paraguay; Peru; Philippines; Poland; Portugal
Puerto Rico; Qatar; Romania; Russia; Rwanda; Samoa; Saudi Arabia; Scotland; Senegal; Serbia; Seychelles; Sierra Leone
Singapore; Slovakia; Slovenia; Solomon Islands; Somalia; Somaliland; South Africa; South Sudan; Spain; Sri Lanka
St. Lucia; Sudan; Suriname; Sweden; Switzerland; Syria; Taiwan; Tajikistan; Tanzania; Thailand; Togo; Tonga; Trinidad
Trinidad and Tobago; Tunisia; Turkey; Türkiye; Turkiye; Turkmenistan; Tuvalu; Uganda; Ukraine; United Arab Emirates
UAE; United Kingdom; UK; U.K.; Britain; United States; USA; U.S.; U.S.A.; Uruguay; Uzbekistan; Vanuatu; Vatican
Venezuela; Vietnam; Viet Nam; Wales; Yemen; Zambia; Zimbabwe; West Bank; Gaza; Gaza Strip; Golan Heights; Kashmir
Indian-administered Kashmir; Jammu and Kashmir; J&K; Crimea; Kurdistan; Chechnya; Dagestan; Tibet; Xinjiang
Inner Mongolia; Hokkaido; Bali; Java; Sumatra; Aceh; Alabama; Ala.; Alaska; Arizona; Ariz.; Arkansas; Ark.; California
Calif.; Colorado; Colo.; Connecticut; Conn.; Delaware; Del.; Florida; Fla.; Ga.; Hawaii; Idaho; Illinois; Ill.
Indiana; Ind.; Iowa; Kansas; Kan.; Kentucky; Ky.; Louisiana; La.; Maine; Maryland; Md.; Massachusetts; Mass.; Michigan
Mich.; Minnesota; Minn.; Mississippi; Miss.; Missouri; Mo.; Montana; Mont.; Nebraska; Neb.; Nevada; Nev.
New Hampshire; N.H.; New Jersey; N.J.; New Mexico; N.M.; New York; N.Y.; North Carolina; N.C.; North Dakota; N.D.
Ohio; Oklahoma; Okla.; Oregon; Ore.; Pennsylvania; Pa.; Rhode Island; R.I.; South Carolina; S.C.; South Dakota; S.D.
Tennessee; Tenn.; Texas; Tex.; Utah; Vermont; Vt.; Virginia; Va.; Washington; Wash.; West Virginia; W.Va.; W. Va.
Wisconsin; Wis.; Wyoming; Wyo.; D.C.; DC; AL; AK; AZ; AR; CA; CO; CT; FL; GA; IL; KY; LA; MA; MD; MI; MN; MO; NC; NJ
NM; NV; NY; OH; PA; SC; TN; TX; UT; VA; WA; WI; P.R.; Alberta; Alta.; British Columbia; B.C.; Manitoba; Man.
New Brunswick; N.B.; Newfoundland; Nova Scotia; N.S.; Nunavut; Ontario; Ont.; Prince Edward Island; Quebec; Que.
Saskatchewan; Sask.; Yukon; New South Wales; NSW; Queensland; Tasmania; Andhra Pradesh; Arunachal Pradesh; Assam
Bihar; Chhattisgarh; Goa; Gujarat; Haryana; Himachal Pradesh; Jharkhand; Karnataka; Kerala; Madhya Pradesh
Maharashtra; Manipur; Meghalaya; Mizoram; Nagaland; Odisha; Punjab; Rajasthan; Sikkim; Tamil Nadu; Telangana; Tripura
Uttar Pradesh; Uttarakhand; West Bengal; Ladakh; Sindh; Balochistan; Khyber Pakhtunkhwa; Bavaria; Saxony; Brandenburg
Catalonia; Sicily; Sardinia; Corsica; Siberia; Hubei; Hunan; Sichuan; Guangdong; Yunnan; Hebei; Henan; Anhui; Zhejiang
Jiangsu; Shandong; Shanxi; Shaanxi; Fujian; Heilongjiang; Hainan
""")

REGION_KINDS = words_of("""
prefecture province oblast region governorate county state district department canton territory republic krai
""")

# A word that makes an unknown name in capitals a place: BUTLER COUNTY, EAST HAMPTON, ISLE OF PALMS.
PLACE_WORDS = words_of("""
bay beach borough camp city county creek falls hill meadows harbor harbour heights hills island islands isle lake
mountain park province river springs state strait town township valley village border base airport cape el fort ft las
los mount mt new north northern northeast northwest port puerto punta rio saint st ste san santa santo south southern
southeast southwest east eastern west western ciudad villa nueva abu al bab beit deir umm tell kafr aboard off near
""")

# Words that open a line without being a place. A label never is one; a title may be part of one (PRINCE GEORGE, B.C.).
LABELS = (
    words_of("""
in on at with after before for as the today tomorrow yesterday exclusive update updated updates analysis watch
breaking read more note live video videos photo photos picture pictures image images opinion editorial comment
commentary correction corrected clarification factbox explainer explained timeline interview profile feature column
insight focus special report reports wrapup wrap poll preview urgent alert flash advisory developing question
questions answer source sources contact tag tags topic topics by posted published image credit file caption fact facts
sheet press release statement remarks transcript summary background subject re from to date dear about also here who
what when where why how warning important notice copyright location venue time refile recap review listen podcast
story stories headline headlines newsletter quiz related previously earlier icymi hoax myth truth key highlights
agenda gallery slideshow graphic infographic blog diary sport sports business politics world culture science health
technology economy market markets yes no ok okay well
""")
    | frozenset(WEEKDAYS)
    | (frozenset(MONTHS) - words_of("may mar set gen mai mars out"))
)

TITLES = words_of("""
president vice premier prime minister ministry ministers mr mrs ms dr prof professor gen general lt col colonel maj
major capt captain sgt adm admiral sen senator rep representative gov governor amb ambassador secretary spokesman
spokeswoman spokesperson chairman chairwoman chair chief director commissioner king queen prince princess pope sheikh
emir sultan sir lord lady madam judge justice court senate congress parliament house council committee department
office embassy government army navy police host moderator speaker reporter reporters anchor voice narrator male female
unidentified participant participants official senior administration press member members operator caller guest
correspondent interviewer party union league association federation bank university institute company corp inc group
foundation agency commission authority white mayor deputy first foreign defense defence interior energy state counsel
congressman congresswoman
""")

ACRONYMS = _names("""
NATO; OTAN; EU; UE; USSR; WHO; IMF; OPEC; OAPEC; ASEAN; BRICS; UNESCO; UNICEF; UNHCR; UNRWA; UNIFIL; UNDP; IAEA; OSCE
OECD; OPCW; APEC; SAARC; ECOWAS; IGAD; COMESA; COVID; SARS; MERS; AIDS; EBOLA; HAMAS; ISIS; ISIL; DAESH; FIFA; UEFA
NASA; NORAD; CENTCOM; PENTAGON; KREMLIN; BREXIT; INTERPOL; EUROPOL; FRONTEX; GDP; FAQ; FYI; TLDR; PLO; IDF; IRGC
HEZBOLLAH; AUKUS; QUAD; MERCOSUR; UNASUR; CELAC; CARICOM; CSTO; SCO; GCC; OIC; AU; UN; US; USA; UK; UAE; DPRK; PRC
TALIBAN; CAPTION; TRUMP; BIDEN; OBAMA; PUTIN; CLINTON; BUSH; ZELENSKY; ZELENSKYY; NETANYAHU; MACRON; MERKEL
""")


def is_agency(name: str) -> bool:
    """True for a news agency or outlet of the list, however its name is spelt."""
    return folded(name) in AGENCIES


def is_city(name: str) -> bool:
    """True for a city of the list."""
    return folded(name) in CITIES


def is_region(name: str) -> bool:
    """True for a country, a state or a province: of the list, or named as one (`Osaka Prefecture`)."""
    plain = folded(name)
    return plain in REGIONS or (" " in plain and plain.rpartition(" ")[2] in REGION_KINDS)
