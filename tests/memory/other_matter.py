"""Later turns that only sound as if they told the same matter anew (:mod:`.same_matter`)."""

from __future__ import annotations

from typing import Final

from tests.memory.changing_minds import Scene

UNCHANGED: Final = (
    # --- with an assistant
    Scene(
        "What is the test coverage of the login module?",
        "I'm writing tests for my login module, the test coverage of the login module is 64%, can"
        " you suggest which cases are missing?",
        "I've just improved the test coverage of the export module to 81%, and I want to keep"
        " it there. How can the pipeline fail when coverage drops?",
        "another thing",
    ),
    Scene(
        "How many algebra exercises have I finished?",
        "I've finished 18 algebra exercises this month, can you make the next algebra exercises a"
        " little harder for me?",
        "I've now finished 25 geometry exercises and I'm getting better at proofs, what should I"
        " look at next?",
        "another thing",
    ),
    Scene(
        "What is the response time of the search service?",
        "My search service has a response time of 420ms, can you help me find out why the response"
        " time of the search service is so high?",
        "The image service had a response time of 900ms, which I've reduced to 350ms with a"
        " cache. Is there anything else that I can do?",
        "another thing",
    ),
    Scene(
        "When does my statistics course begin?",
        "My statistics course begins on September 4, can you recommend what to read before my"
        " statistics course begins?",
        "I've just moved my pottery course to October 9, so I have time in September. Which"
        " statistics book is good for a beginner?",
        "another thing",
    ),
    Scene(
        "What is the budget for the kitchen renovation?",
        "I have a budget of $14,000 for the kitchen renovation, can you divide the budget for the"
        " kitchen into materials and labour?",
        "I found that the new worktop alone costs $2,300 in quartz. Is it worth it for a kitchen"
        " that we use every day?",
        "a part of it",
    ),
    Scene(
        "How many recipes are in my vegan cookbook?",
        "My vegan cookbook has 40 recipes so far, can you help me group the recipes in the vegan"
        " cookbook by season?",
        "I've tested 6 recipes from the cookbook with friends this week, and they were a success."
        " How do I collect feedback?",
        "a part of it",
    ),
    Scene(
        "What accuracy does my spam classifier have?",
        "My spam classifier has an accuracy of 88%, can you explain why the accuracy of the spam"
        " classifier drops on short mails?",
        "I'm aiming for an accuracy of 95% with the classifier, which features would you add?",
        "a wish",
    ),
    Scene(
        "How many pages does my grant application have?",
        "My grant application has 12 pages, can you shorten the pages of the application on the"
        " methods?",
        "The foundation updated its rules: applications may have at most 15 pages. Does that"
        " include references?",
        "a limit",
    ),
    Scene(
        "How much is my monthly rent?",
        "My monthly rent is $1,150, can you help me make a budget with my rent and the other"
        " monthly costs?",
        "I read that the average monthly rent in my city has increased to $1,480. What can"
        " one do about rising rents?",
        "in general",
    ),
    Scene(
        "What is the deadline for the beta release?",
        "The deadline for the beta release is June 3, can you write a checklist for the beta"
        " release until the deadline?",
        "We've moved the kickoff of the marketing campaign to June 17, after the beta release. What"
        " should the first mail say?",
        "another matter",
    ),
    Scene(
        "How many followers does my photo account have?",
        "My photo account has 2,300 followers, can you suggest how often I should post to get more"
        " followers for the account?",
        "A friend's account has recently grown to 5,100 followers with short videos. Should I"
        " make videos with my photos?",
        "somebody else",
    ),
    Scene(
        "How long is my daily commute?",
        "My daily commute is 35 minutes long, can you suggest podcasts for a commute that long?",
        "Because of an accident on the bridge I needed 80 minutes for my commute today. Do I get"
        " anything back for a late train?",
        "once only",
    ),
    Scene(
        "Which database does my blog use?",
        "My blog uses SQLite as its database, can you show me how the blog can back up its database"
        " at night?",
        "For the analytics tool I've switched the database to ClickHouse. How do I load the old"
        " logs of the blog into it?",
        "another thing",
    ),
    Scene(
        "How many hours have I studied organic chemistry?",
        "I've studied organic chemistry for 12 hours so far, can you plan the next hours of organic"
        " chemistry for me?",
        "I've now put 20 hours into physics, and I feel ready. Can we go back to organic chemistry"
        " and do reaction types?",
        "another thing",
    ),
    # --- people to each other
    Scene(
        "How many cats does your sister have?",
        "My sister has 3 cats, the cats sleep on my sister's bed",
        "At the shelter where my sister helps there are now 17 cats, poor things",
        "somewhere else",
    ),
    Scene(
        "When is Theo's birthday party?",
        "Theo's birthday party is on March 8, a party with a birthday clown",
        "Oh no, Mila's birthday party was moved to March 15, and I had already bought the present",
        "another thing",
    ),
    Scene(
        "What does the yoga class cost?",
        "The yoga class costs 12 euros, a cost that is fine for a class of yoga",
        "I got a new yoga mat for the class, 45 euros, but it doesn't slip any more",
        "another thing",
    ),
    Scene(
        "Where do you buy your bread?",
        "I buy my bread at Hartmann's, you should buy their rye bread",
        "They had no rolls left, so I bought cake at the new place by the station. Not bad!",
        "another thing",
    ),
    Scene(
        "Who teaches you the cello?",
        "Mrs. Ferrari teaches me the cello, she teaches with much patience",
        "Our Paul has a new teacher, Mr. Haas teaches him the trumpet since Easter",
        "somebody else",
    ),
    Scene(
        "How far do you run in the morning?",
        "I run 5 km in the morning, I run along the canal in the morning",
        "I ran in the city race with Jo, 21 km, and could hardly walk in the morning",
        "once only",
    ),
    Scene(
        "Which team does Marek play for?",
        "Marek plays for the Falcons, he plays in the same team as his cousin",
        "Marek's cousin has changed teams, he plays for the Rovers now",
        "somebody else",
    ),
    Scene(
        "How many rooms does your flat have?",
        "My flat has 3 rooms, and one of the rooms of the flat is full of books",
        "We have painted 2 rooms of the flat now, and my arms hurt",
        "a part of it",
    ),
    Scene(
        "What time do you get up?",
        "I get up at 6:15, no time of the day is better to get up",
        "Tomorrow I must get up at 4:30 because of the flight, what a time",
        "once only",
    ),
    Scene(
        "Where is your office?",
        "My office is on the fourth floor, an office with a view of the park",
        "The canteen has moved to the ground floor of the office, finally some light",
        "another thing",
    ),
    Scene(
        "Do you still have the boat?",
        "I still have the boat, the boat is in the harbour for the winter",
        "I sold the trailer of the boat, it was rusty and in the way",
        "a part of it",
    ),
    Scene(
        "How much did grandma's ring cost?",
        "Grandma's ring cost 400 pounds, the ring was costly for its time",
        "The earrings now cost 650 pounds, so I got grandma a scarf",
        "another thing",
    ),
    Scene(
        "Which school does Ella go to?",
        "Ella goes to Lakeside school, she goes to school by bike",
        "Ella's friend Jule has left Lakeside, she goes to the Montessori school now",
        "somebody else",
    ),
    # --- notes
    Scene(
        "What is the dose of vitamin D?",
        "vitamin D: dose 1000 units a day, dose in winter only",
        "iron: new dose 200 units, vitamin C helps",
        "another thing",
    ),
    Scene(
        "When is the dentist appointment?",
        "dentist appointment: 12 April, appointment for both of us at the dentist's",
        "eye doctor appointment moved to 19 April, bring old glasses",
        "another thing",
    ),
    Scene(
        "How many chairs are in the meeting room?",
        "meeting room: 10 chairs in the room, chairs are blue",
        "ordered new chairs for the canteen, 40 chairs, the meeting room gets none",
        "another thing",
    ),
    Scene(
        "What is the wifi password of the cabin?",
        "cabin wifi password: heron-77, the password is for guests of the cabin",
        "new wifi password at home: otter-31, tell the kids",
        "another thing",
    ),
    Scene(
        "What is the pressure of the front tyre?",
        "front tyre: pressure 2.2 bar, check pressure of the tyre monthly",
        "rear tyre was soft, pressure now 2.6 bar",
        "another thing",
    ),
    Scene(
        "How many tickets are sold for the concert?",
        "concert: 140 tickets sold, tickets for the concert at the usual places",
        "raffle at the concert: 60 tickets sold now, prizes still to be fetched",
        "another thing",
    ),
    Scene(
        "Who brings the salad to the barbecue?",
        "barbecue: Kim brings the salad, a salad with beans for the barbecue",
        "barbecue: Noor now brings the charcoal, and Ben has no time",
        "another matter",
    ),
    Scene(
        "What is the price of the red bike?",
        "red bike: price 320, bike has new brakes, price with lock",
        "blue bike now at a price of 280, shop has two of them",
        "another thing",
    ),
    Scene(
        "Which day is the paper collected?",
        "paper is collected on Monday, collected from the paper bin in front",
        "glass is collected on Thursday now, new calendar on the fridge, paper as before",
        "another thing",
    ),
    Scene(
        "How long does the bread bake?",
        "bread bakes 45 minutes, bake the bread with steam",
        "the new bread dough should rest 90 minutes before one bakes it",
        "another matter",
    ),
    Scene(
        "How many seedlings are in the greenhouse?",
        "greenhouse: 80 seedlings, seedlings in the greenhouse need water daily",
        "planted 30 seedlings out in the bed today, greenhouse door repaired",
        "a part of it",
    ),
    Scene(
        "What is the speed limit on the main road?",
        "main road: speed limit 50, limit on the road since the school is there",
        "school lane has a new limit: 20 from May",
        "another thing",
    ),
    Scene(
        "How much is the electricity bill?",
        "electricity bill: 78 euros a month, bill for electricity comes by mail",
        "water bill is up, 34 euros now",
        "another thing",
    ),
)
