"""What `tests.evidence_records` prints: invented notes about Pat Example, and about somebody else.

"~" is where a word may be broken at the end of a line; a blank line ends a paragraph.
"""

from __future__ import annotations

__all__ = [
    "ASSESSMENT", "CONSULTATION", "CONSULTATION_FINDINGS", "FOLLOW_UP", "IMAGING", "LABS", "OTHER",
    "OTHER_PLAN", "PORTAL", "PROCEDURE", "PROCEDURE_AFTER", "PROGRESS", "QUESTIONS", "THERAPY",
    "TREATMENTS",
]  # fmt: skip

PROGRESS = """\
Date of service: 11/18/2025
Provider: Jordan Example, MD, family medicine

CHIEF COMPLAINT:

Back and left leg pain.

HISTORY OF PRESENT ILLNESS:

Pat Example is a 73-year-old woman who comes for a visit on her own. She lifted a planter in her
yard at the end of Sep~tem~ber and felt some~thing give in the low back. The back itself has eased.
Since the first week of Oc~to~ber she has had sharp pain from the left but~tock down the out~side
of the thigh and shin to the top of the foot, with tin~gling of the great toe. It is worse when
she sits or coughs and bet~ter when she lies on her right side with the knees drawn up. She has no
numb~ness in the saddle area, and her blad~der and bow~els work as they did. No fever, no weight
loss, no night sweats. She has not fall~en.

REVIEW OF SYSTEMS:

Gen~er~al: no chills. Heart: no chest pain, no pal~pi~ta~tions. Lungs: no cough. Ab~do~men: see
be~low. Skin: no rash. The re~main~der of a ten-point re~view is neg~a~tive.

PAST MEDICAL HISTORY:

High blood pres~sure, well con~trolled. Acid re~flux. Cat~a~ract sur~gery, both eyes, 2021.

FAMILY HISTORY:

Her sis~ter had a back op~er~a~tion at 60. Both par~ents lived past 85.

SOCIAL HISTORY:

She lives with her hus~band in a house with~out stairs. She has nev~er smoked. She retired from
teaching in 2014 and has helped at a school since then. One glass of wine on week~ends.

MEDICATIONS:

- Lisinopril 10 mg daily
- Naproxen 500 mg twice daily, stopped today
- Omeprazole 20 mg daily
- Acetaminophen 650 mg as needed
- Calcium with vitamin D

DAILY LIFE:

Most of her day is spent in a re~clin~er. She can walk from the car to the door of the phar~ma~cy
and has to sit down be~fore she can go on, and she has given up her two morn~ings a week at the
school li~brary. Her hus~band drives and does the shop~ping.

WHAT SHE HAS TRIED:

Na~proxen 500 mg twice a day for three weeks did not ease the leg and gave her stom~ach pain, so it
was stopped. Acet~amin~o~phen three times a day helps the back and not the leg. A heat~ing pad and
the ex~er~cises from a leaf~let have been tried every day for four weeks.

EXAMINATION:

Blood pressure 132/78, pulse 72, tem~per~a~ture 98.2, weight 148 pounds.

She is un~com~fort~able in the chair and shifts to her right side. Heart and lungs are nor~mal. The
ab~do~men is soft with~out ten~der~ness. No ten~der~ness over the spine. Straight leg rais~ing on
the left is pos~i~tive at 45 de~grees. Strength is full. The knee and an~kle jerks are equal.
Foot puls~es are easy to feel.

ASSESSMENT AND PLAN:

- Left lumbar radi~cu~lop~a~thy, six weeks. Start gaba~pen~tin 300 mg at night and raise it to three
times a day over two weeks. Re~fer to phys~i~cal ther~a~py.
- High blood pressure, at goal. No change.
- Call at once for weak~ness of the foot or trou~ble with the blad~der.
- Flu vac~cine given today, left arm. Re~turn in six weeks.

Electronically signed by Jordan Example, MD on 11/18/2025 4:52 PM
"""

THERAPY = """\
Date: 01/13/2026
Therapist: Casey Sample, PT, DPT
Referred by: Jordan Example, MD
Visits attended: 12 of 12. Missed: none.

SUBJECTIVE:

She at~tend~ed 12 vis~its of su~per~vised phys~i~cal ther~a~py from No~vem~ber 24, 2025 to Jan~u~ary
13, 2026 and did the home pro~gram on most days, with~out last~ing re~lief of the leg pain. On the
day af~ter a vis~it the leg is a lit~tle bet~ter and by the next it is as be~fore. Sit~ting is
lim~it~ed to fif~teen min~utes. She wakes twice a night when she turns to the left.

OBJECTIVE:

- Pain at the first visit 8/10, today 7/10.
- Trunk flex~ion 40 de~grees with leg pain, ex~ten~sion 15 de~grees.
- Slump test pos~i~tive on the left.
- Great toe ex~ten~sion 4 of 5 on the left, 5 of 5 on the right.
- Five times sit to stand: 21 sec~onds at the first visit, 19 sec~onds to~day.
- Gait with short steps on the left.
- Skin in~tact. Right leg nor~mal.

TREATMENT:

Di~rec~tion~al ex~er~cise in ex~ten~sion, nerve glides, trunk sta~bi~li~za~tion on mat and ball,
man~u~al trac~tion, gait train~ing, heat. Each visit was 45 min~utes, of which 38 were timed. She
tol~er~at~ed all of it and was nev~er late.

ASSESSMENT:

She did what was asked of her and has reached a plat~eau. Fur~ther ther~a~py alone is not ex~pect~ed
to help while the root is as ir~ri~tat~ed as it is; she goes back to Dr. Example to talk about
im~ag~ing and an in~jec~tion. Goals for sit~ting and for stairs were not met. The goal for the home
pro~gram was met.

PLAN:

Dis~charge from ther~a~py. Home pro~gram of three ex~er~cises, print~ed and shown. She may call
with ques~tions. Thank you for send~ing her. This sum~ma~ry was faxed to the re~fer~ring of~fice.
The pa~tient was giv~en a copy. She rat~ed her ex~pe~ri~ence as good. Bands were re~turned. The
next ap~point~ment is none. Time of the visit was 9:30 to 10:15. The room was clean. Con~sent for
treat~ment is on file from the first visit, with the no~tice of pri~va~cy and the poli~cy for
missed vis~its. No in~ter~pret~er was need~ed. She uses large print.

Electronically signed by Casey Sample, PT, DPT on 01/13/2026 11:20 AM
"""

IMAGING = """\
Exam date: 01/22/2026
Ordered by: Jordan Example, MD

CLINICAL INDICATION:

Left leg pain for more than three months, not bet~ter with ther~a~py and drugs.

TECHNIQUE:

Sagit~tal T1, T2 and STIR and axial T1 and T2 im~ages of the lum~bar spine were made on a 1.5 Tes~la
scan~ner with~out con~trast. None are avail~able for com~par~i~son.

FINDINGS:

Five lum~bar ver~te~brae are as~sumed. Heights and mar~row are nor~mal. The co~nus ends at L1 and
is nor~mal.

L1-L2, L2-L3: nor~mal.

L3-L4: mild bulge with~out ste~no~sis.

At L4-L5 a left para~cen~tral disc ex~tru~sion of 7 mm dis~plac~es and com~press~es the left L5
nerve root in the lat~er~al re~cess. The right re~cess is open. The ca~nal is mild~ly nar~row.

L5-S1: small cen~tral pro~tru~sion that does not touch a root.

The soft tis~sues be~side the spine are nor~mal. A cyst of 2 cm in the left kid~ney is sim~ple.

IMPRESSION:

1. Left para~cen~tral ex~tru~sion at L4-L5 with com~pres~sion of the left L5 root.

2. No frac~ture, tu~mor or in~fec~tion.

Interpreted and electronically signed by Riley Example, MD on 01/22/2026 3:06 PM
"""

CONSULTATION = """\
Visit date: 02/03/2026
Physician: Alex Example, MD, pain medicine
Referring: Jordan Example, MD

REASON FOR VISIT:

Left leg pain, for an opin~ion on an epi~dur~al in~jec~tion.

HISTORY:

Mrs. Example is seen with her hus~band. The pain is 8 out of 10 on most days and has been there
for four months. It runs from the left but~tock to the great toe and feels like a hot wire.
Sit~ting, cough~ing and the car make it worse. She has been through ther~a~py with Casey Sample
and through na~proxen and gaba~pen~tin, as Dr. Example's notes tell. She takes 900 mg of
gaba~pen~tin a day and is light~head~ed af~ter each dose. She has had no in~jec~tion and no
op~er~a~tion of the spine. She takes no blood thin~ner. She would like to avoid an op~er~a~tion.

PAST HISTORY:

High blood pres~sure. Re~flux. No di~a~be~tes. No al~ler~gy to con~trast or lo~cal an~es~thet~ics.

FAMILY AND SOCIAL HISTORY:

As in the rec~ord of 11/18/2025, re~viewed, no change.

REVIEW OF SYSTEMS:

No fe~ver. No chest pain. No short~ness of breath. No bleed~ing. No chang~es of blad~der or bow~els.
"""

CONSULTATION_FINDINGS = """\
EXAMINATION:

Awake and pleas~ant. Heart reg~u~lar. Lungs clear. She stands with the weight on the right leg.
Straight leg rais~ing on the left is pos~i~tive at 35 de~grees and brings on the pain down to the
great toe; crossed straight leg rais~ing is neg~a~tive. Great toe ex~ten~sion is 4 of 5 on the left.
Light touch is dulled over the top of the left foot. Re~flex~es are equal. Hips move free~ly.

MEASURES:

Oswes~try Dis~abil~i~ty In~dex 54 per~cent, which is se~vere dis~abil~i~ty. Walk~ing 150 feet, then
sits.

LABORATORY, 01/29/2026:
"""

LABS = (
    ("Test", "Result", "Range", "Flag"),
    ("Hemoglobin", "13.1 g/dL", "12.0 - 15.5", ""),
    ("Platelets", "241 K/uL", "150 - 400", ""),
    ("INR", "1.0", "0.9 - 1.1", ""),
    ("Creatinine", "0.8 mg/dL", "0.5 - 1.1", ""),
    ("Glucose, fasting", "104 mg/dL", "70 - 99", "H"),
)

ASSESSMENT = """\
ASSESSMENT AND PLAN:

The pic~ture agrees with the com~plaint: left L5 radi~cu~lop~a~thy from the disc ex~tru~sion at
L4-L5. Ther~a~py for sev~en weeks, an anti-in~flam~ma~to~ry drug and gaba~pen~tin have not been
enough. I rec~om~mend one in~ter~lam~i~nar epi~dur~al ster~oid in~jec~tion at L4-L5 on the left
un~der flu~o~ros~co~py, to calm the root so that she can walk and go on with the home pro~gram. She
knows the risks, bleed~ing, in~fec~tion, head~ache and nerve in~ju~ry among them, and agrees.

Electronically signed by Alex Example, MD on 02/03/2026 5:31 PM
"""

QUESTIONS = """\
WHAT I CANNOT DO

I cannot stand at the sink long enough to wash the dishes.

I sleep four hours and then walk about the house.

My husband helps me with socks and shoes.

I sit in church for ten minutes at most and then stand in the back."""

TREATMENTS = """\
WHAT I HAVE TRIED

Physical therapy twelve times, until January.

Naproxen, three weeks, and my stomach hurt.

Gabapentin, since November. I feel dizzy.

Ice, heat and a cushion in the car."""

PROCEDURE = """\
Date of procedure: 03/04/2026
Performed by: Alex Example, MD

PREOPERATIVE DIAGNOSIS:

Left L5 radi~cu~lop~a~thy (M54.16) from disc ex~tru~sion at L4-L5.

POSTOPERATIVE DIAGNOSIS:

The same.

INDICATION:

Pain down the left leg for five months, 8 out of 10 this morn~ing, which ther~a~py, na~proxen and
gaba~pen~tin have not re~lieved.

CONSENT:

The pro~ce~dure, its al~ter~na~tives and its risks were ex~plained, and the form was signed be~fore
any drug was given.

BEFORE THE PROCEDURE:

She has had noth~ing by mouth since mid~night and has some~body to drive her. She takes no blood
thin~ner and has no sign of in~fec~tion. Blood pres~sure 136/80, pulse 76, tem~per~a~ture 98.0,
ox~y~gen 97 per~cent on room air. Her aller~gies were asked for and there are none.

TECHNIQUE:

A time-out was held with the nurse and the tech~nol~o~gist. She lay prone with a pil~low un~der the
ab~do~men. The back was cleaned with chlor~hex~i~dine and draped. The skin at L4-L5 was numbed with
3 mL of li~do~caine 1 per~cent. A 20-gauge Tuohy nee~dle was ad~vanced from the left with loss of
re~sis~tance to sa~line. Un~der flu~o~ros~co~py, 2 mL of io~hex~ol spread along the left L5 root and
in the epi~dur~al space, with~out en~try into a ves~sel. No blood or spi~nal flu~id came back. Then
80 mg of methyl~pred~nis~o~lone in 4 mL of sa~line was giv~en slow~ly. The nee~dle was cleared and
with~drawn. A band~age was put on. Im~ages in two planes were saved. Flu~o~ros~co~py time was 22
sec~onds.

COMPLICATIONS:

None. Blood loss none.

RECOVERY:

She was watched for thir~ty min~utes. Blood pres~sure 128/74, pulse 70, ox~y~gen 98 per~cent. She
walked to the car with her hus~band. The leg pain was 4 out of 10 be~fore she left.

DISCHARGE INSTRUCTIONS:

Rest to~day. No bath or pool for two days. Call for fe~ver, a new weak leg, a head~ache that is
worse when sit~ting up, or trou~ble with the blad~der. Take your us~u~al drugs. The nurse will call
to~mor~row. A vis~it is planned in two weeks.
"""

PROCEDURE_AFTER = """\
NURSE CALL, 03/05/2026:

The pa~tient was reached at 10:05. No fe~ver, no head~ache. She slept six hours. No ques~tions.

ORDERS AND CODES SENT TO BILLING:

62323, M54.16. One unit.

Electronically signed by Alex Example, MD on 03/04/2026 2:40 PM
"""

FOLLOW_UP: tuple[str | tuple[tuple[str, ...], ...], ...] = (
    "OFFICE VISIT",
    "Date of visit: 03/18/2026",
    "Provider: Alex Example, MD",
    "HISTORY:",
    "Pat Example comes with her husband. Two weeks after the injection the leg pain is 3 out of "
    "10, and she walks for twenty minutes and is back at the school library. Gabapentin is down to "
    "one capsule at night. No fever and no headache.",
    (
        ("Measure", "02/03/2026", "03/18/2026"),
        ("Oswestry Disability Index", "54 percent", "28 percent"),
        ("Pain, worst", "8 of 10", "3 of 10"),
    ),
    "EXAMINATION:",
    "Straight leg raising is negative. Great toe extension is 5 of 5. Gait is even.",
    "PLAN:",
    "1. Go on with the home program.",
    "2. No further injection at this time. Return if the pain comes back.",
    "Electronically signed by Alex Example, MD on 03/18/2026 12:15 PM",
)

PORTAL = """\
From: Pat Example
To: Pain clinic
Sent: February 20, 2026 8:47 AM
Subject: The new pills

Good morning,
I wanted to tell Dr. Example how it goes until the shot. Gabapentin 900 mg a day makes me so dizzy \
that I hold on to the wall, and the leg hurts as before. I have not driven since Sunday. Do I keep \
taking it?
My husband is well again, thank you for asking.
Pat

From: Nurse line
Sent: February 20, 2026 1:12 PM

Dear Pat, the doctor says to go down to one capsule at night. The shot stays on March 4 at 9:30. \
Please bring somebody who can drive. This message was sent from an account that nobody reads.
"""

OTHER = """\
Date of service: 02/10/2026
Provider: Jordan Example, MD

HISTORY:

Robin Sample is 78 and comes for his blood pres~sure. He has had pain in the right leg for two years
af~ter a stroke, and walks with a cane. He can~not lift his arm to comb his hair. Pre~ga~ba~lin has
not helped.

EXAMINATION:

Blood pressure 148/90. Right arm weak, 3 of 5.
"""

OTHER_PLAN = """\
PLAN:

Raise am~lo~di~pine to 10 mg. Re~fer to oc~cu~pa~tion~al ther~a~py. Re~turn in four weeks.

Electronically signed by Jordan Example, MD on 02/10/2026 9:10 AM
"""
