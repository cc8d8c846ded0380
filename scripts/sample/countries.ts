/**
 * Where the sample's people live: each country's share of the campaign, and the names that are
 * given there. A line is: country, weight, then names with their weights (one alone needs none).
 */
const TABLE = `
US 2600 en 62 es_MX 13 en_IN 4 zh 3 vi 3 ar 2 pl 2 ko 2 fil 2 yo_NG 2 he 1 fa 1 am 1 ht 1 hy 1
GB 1750 en 74 en_IN 6 pa 1 ur 3 pl 4 en_NG 3 bn 2 ar 2 fr 2 it 2 so 1
DE 1500 de 76 tr 8 pl 4 ru 3 ar 3 hr 2 it 2 uk 2
BR 1250 pt_BR 92 it 3 ja 2 kana 1 de 2
FR 1180 fr 80 ar 6 pt_PT 4 fr_SN 4 vi 2 it 2 hy 1
PT 1150 pt_PT 90 pt_BR 6 lusophoneAfrica 3 uk 1
ES 980 es 90 ro 3 ar 3 es_MX 4
IT 900 it 93 ro 3 sq 2 de 2
MX 820 es_MX
IN 800 hi 26 en_IN 46 bn 7 ta 6 te 5 gu 4 ml 3 pa 3
CA 760 en 62 fr 22 zh 4 pa 3 en_IN 4 fil 2 uk 2 fa 1
NG 620 yo_NG 38 en_NG 42 ha 20
AR 560 es 78 it 20 hy 1 ko 1
KE 540 sw 94 so 4 en_IN 2
CO 520 es_MX
PH 480 fil
AU 470 en 80 zh 5 vi 4 el 3 it 3 en_IN 3 ar 2
NL 460 nl 86 tr 5 ar 3 id_ID 2 pl 2
ZA 420 zu_ZA 40 af_ZA 22 en 22 st 14 en_IN 2
JP 400 ja 95 kana 4 ko 1
TR 390 tr 93 ku_kmr_latin 5 ar 2
PL 360 pl 95 uk 5
ID 350 id_ID
BD 340 bn
GR 330 el 94 sq 3 en 2 hy 1
KR 320 ko
GH 300 en_GH 96 ha 4
CH 300 de_CH 58 fr_CH 26 it 10 pt_PT 3 sq 3
BE 290 nl_BE 48 fr_BE 42 ar 5 tr 3 it 2
SE 280 sv 84 ar 6 fi 3 fa 3 so 2 bs 2
UA 270 uk 94 ru 6
EG 260 ar
PE 240 es_MX
CL 240 es
ET 230 am 92 so 4 ti 4
AT 220 de_AT 84 hr 5 tr 5 hu 3 sr 3
PK 220 ur 94 ps 6
MA 210 ar 80 fr 20
VN 200 vi
TH 190 th
IE 190 en 90 pl 6 pt_BR 4
SN 180 fr_SN
IR 170 fa 94 hy 2 az 4
RO 170 ro 95 hu 5
EC 160 es
CZ 160 cs_CZ 95 uk 3 vi 2
DK 150 da 95 ar 3 tr 2
NO 150 nb_NO 96 so 2 pl 2
UG 150 lg 88 sw 12
VE 150 es_MX
LB 145 ar 92 hy 6 fr 2
TN 140 ar
FI 140 fi 95 sv 5
CM 135 centralAfrica 76 en_NG 24
NP 135 ne
JO 130 ar
IL 130 he 78 ar 18 ru 3 am 1
RU 125 ru
HU 125 hu
TW 120 hant
CN 115 zh
MY 115 ms 62 nanyang 28 en_IN 10
CI 110 westAfrica
NZ 110 en 82 maori 14 polynesian 4
GT 105 es_MX
TZ 105 sw
HR 100 hr
RS 98 sr 60 sr_RS_latin 38 hu 2
BO 95 es_MX
LK 95 si 72 ta 28
CD 90 centralAfrica
DO 90 es_MX
GE 88 ka_GE 94 hy 4 az 2
AM 85 hy
UY 82 es
CR 80 es_MX
BG 80 bg
SK 78 sk 94 hu 6
HN 75 es_MX
SV 74 es_MX
IQ 72 ar 70 ku_ckb 30
RW 70 rw
ML 68 westAfrica
AL 66 sq
LT 64 lt 95 pl 5
DZ 64 ar
HK 62 hant
SY 60 ar 88 ku_kmr_latin 12
SI 60 sl_SI
PS 58 ar
ZW 58 sn
BA 56 bs 90 sr 10
BF 54 westAfrica
MZ 54 lusophoneAfrica
KZ 52 kk 68 ru 32
SG 52 nanyang 64 ms 18 en_IN 18
AO 50 lusophoneAfrica
MM 50 my
PY 50 es
HT 48 ht
LV 46 lv 80 ru 20
ZM 46 ny
XK 45 sq 92 sr 8
MK 44 mk 74 sq 26
BJ 43 westAfrica
EE 42 et 78 ru 22
NI 42 es_MX
PA 40 es_MX
JM 40 caribbean
AF 40 fa 52 ps 48
KH 38 km
MD 38 ro_MD 86 ru 14
TG 36 westAfrica
CY 36 el 78 tr 20 en 2
MW 35 ny
UZ 34 uz_UZ_latin
LU 34 fr_LU 48 pt_PT 30 de 22
NE 33 ha
AZ 32 az
MN 32 mn
SD 32 ar
GN 31 westAfrica
MG 30 mg
TT 30 caribbean 84 en_IN 16
CU 30 es_MX
IS 28 is
SA 28 ar
LY 27 ar
AE 27 ar 70 en_IN 22 ml 8
SL 26 westAfrica 80 en_GH 20
BW 25 st
MT 24 mt
YE 24 ar
BI 23 rw
NA 23 st 84 af_ZA 16
KG 22 ky
LA 22 lo
TD 21 centralAfrica 60 ar 40
SO 21 so
CV 20 lusophoneAfrica
LR 20 en_GH
ER 19 ti
MU 19 fr 40 en_IN 60
KW 18 ar
PR 18 es_MX
ME 18 sr_RS_latin
TJ 17 tg
QA 16 ar 80 en_IN 20
BY 16 be 70 ru 30
GM 16 fr_SN
CG 15 centralAfrica
FJ 15 fj 66 en_IN 34
BH 14 ar
GA 14 centralAfrica
LS 13 st
GY 13 caribbean 60 en_IN 40
OM 12 ar
PG 12 melanesian
SS 12 sw 50 lg 50
MV 11 dv
BB 11 caribbean
MR 11 ar 50 fr_SN 50
SR 10 nl 40 en_IN 40 id_ID 20
GW 10 lusophoneAfrica
SZ 10 zu_ZA
TL 9 tet
CF 9 centralAfrica
BZ 8 caribbean 50 es_MX 50
DJ 8 so
BT 8 dz
WS 7 polynesian
BS 7 caribbean
LC 6 caribbean
TM 6 tk
KM 5 sw
GQ 5 centralAfrica
VU 5 melanesian
LI 5 de_CH
SB 4 melanesian
TO 4 polynesian
ST 4 lusophoneAfrica
GD 4 caribbean
MO 4 hant
SC 3 fr
AD 3 es
RE 3 fr
GP 3 fr
MC 2 fr
KI 2 polynesian
SM 2 it
`

export type Place = {
  country: string
  weight: number
  /** name of a culture and its weight there; see cultures.ts */
  cultures: readonly (readonly [culture: string, weight: number])[]
}

/** Every country of the sample, those with most signatories first. */
export const PLACES: readonly Place[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [country = '', weight, ...cultures] = line.split(' ')
    const pairs = Array.from({ length: Math.ceil(cultures.length / 2) }, (_, i) =>
      Object.freeze([cultures[2 * i]!, Number(cultures[2 * i + 1] ?? 1)] as const),
    )
    return { country, weight: Number(weight), cultures: pairs }
  })
